using System.Globalization;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A rollout as lines: what happens when it happens, and now and then how many boards have come to what.</summary>
/// <param name="write">Takes a line.</param>
internal sealed class LineRolloutScreen(Action<string> write, TimeProvider time) : IRolloutScreen
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(30);

    private string _counts = "";
    private long _saidAt = time.GetTimestamp();

    public void Plan(RolloutDocument document, bool isWhole)
    {
        foreach (string line in RolloutWords.Plan(document, isWhole))
            write(line);
    }

    public void Show(Rollout rollout, RolloutEvent happened)
    {
        if (RolloutWords.Of(rollout.Document, happened) is { } line)
            Say(line);
    }

    public void Pass(Rollout rollout)
    {
        if (time.GetElapsedTime(_saidAt) < s_interval)
            return;
        string counts = RolloutWords.Counts(rollout.Document);
        if (counts != _counts)
            Say($"wave {rollout.Document.Wave + 1} of {rollout.Document.Waves.Count}: {counts}");
        (_counts, _saidAt) = (counts, time.GetTimestamp());
    }

    public Task WhileAsync(Func<Task> work) => work();

    public void Conclude(RolloutDocument document)
    {
        foreach (string line in RolloutWords.Conclusion(document))
            write(line);
    }

    private void Say(string line) => write(string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss} {line}"));
}
