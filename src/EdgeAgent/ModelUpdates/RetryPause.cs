namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>
/// When something is tried again: after 5 s, then twice as long each time, up to an hour, each pause up to half shorter by chance. Not thread-safe.
/// </summary>
internal sealed class RetryPause(TimeProvider time)
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_max = TimeSpan.FromHours(1);

    private long _over;

    /// <summary>How often it was tried in vain.</summary>
    public int Tries { get; private set; }

    /// <summary>Whether it is not yet to be tried again.</summary>
    public bool IsOn => Tries > 0 && time.GetTimestamp() < _over;

    /// <summary>It was tried in vain.</summary>
    /// <param name="asked">How long whoever was asked wants to be left alone; up to the longest pause.</param>
    /// <returns>How long the pause is.</returns>
    public TimeSpan Begin(TimeSpan? asked)
    {
        TimeSpan pause = s_first * Math.Pow(2, Math.Min(Tries, 20));
        pause = (pause < s_max ? pause : s_max) * (0.5 + (Random.Shared.NextDouble() / 2));
        if (asked > pause)
            pause = asked.Value < s_max ? asked.Value : s_max;
        Tries++;
        _over = time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency);
        return pause;
    }

    /// <summary>It went well, or is another thing now.</summary>
    public void End() => Tries = 0;
}
