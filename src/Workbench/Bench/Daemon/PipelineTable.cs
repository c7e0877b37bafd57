using System.Globalization;
using Spectre.Console;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>Trials as a table for people.</summary>
internal static class PipelineTable
{
    /// <summary>The word for what was done with the pixels.</summary>
    public static string Word(TrialWork work) => work switch
    {
        TrialWork.None => "none",
        TrialWork.Preprocessing => "preprocessing",
        TrialWork.Network => "network",
        _ => throw new ArgumentOutOfRangeException(nameof(work), work, "There is no such work."),
    };

    /// <summary>One row a trial, and what cannot be seen in it.</summary>
    public static void Write(IAnsiConsole console, MachineDescription machine, IReadOnlyList<TrialResult> trials)
    {
        console.WriteLine($"{machine}. 640×480 YUYV, five objects; times in ms from capture, without the network's run; processor: of one core.");
        Table table = new Table().Title("what the daemon adds");
        table.AddColumns("frames/s", "work");
        foreach (string heading in (string[])["frames", "published p50", "p95", "max", "received p50", "p95", "max", "B/frame", "storage B/h", "processor",
            "without network"])
            table.AddColumn(heading, static column => column.RightAligned());
        foreach (TrialResult trial in trials)
            table.AddRow([.. Row(trial)]);

        console.WriteLine();
        console.Write(table);
        if (trials[0].Trial.BrokerPort is null)
            console.WriteLine(
                "mosquitto is not installed (sudo apt-get install mosquitto): nothing was received, and published ends before the broker's library.");
        foreach (TrialResult trial in trials.Where(static trial => trial.Log.Dropped > 0))
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{trial.Trial.FramesPerSecond} frames/s, {Word(trial.Trial.Work)}: {trial.Log.Dropped} frames more were not published."));
    }

    private static IEnumerable<string> Row(TrialResult result) =>
    [
        Number(result.Trial.FramesPerSecond), Word(result.Trial.Work), Number(result.Log.Frames.Count),
        .. Times(result.Published), .. Times(result.Received),
        Number(Math.Round(result.AllocatedBytesPerFrame, 1)), result.StorageBytesPerHour is { } bytes ? Number(Math.Round(bytes)) : Figures.None,
        Figures.Share(result.ProcessorShare), Figures.Share(result.OwnProcessorShare),
    ];

    private static string[] Times(RunTimes? times) =>
        [Figures.Milliseconds(times?.Median), Figures.Milliseconds(times?.Percentile95), Figures.Milliseconds(times?.Maximum)];

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
