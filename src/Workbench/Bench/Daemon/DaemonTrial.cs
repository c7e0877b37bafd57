namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>One measurement: a daemon that sees one camera for a while.</summary>
/// <param name="FramesPerSecond">The camera's pace, from 0.1 to 240.</param>
/// <param name="Duration">What is measured, after <see cref="WarmUp"/>.</param>
/// <param name="BrokerPort">Of an MQTT broker on this machine; <see langword="null"/>: there is none, and messages end where the
/// connection would begin.</param>
internal sealed record DaemonTrial(double FramesPerSecond, TrialWork Work, TimeSpan Duration, int? BrokerPort)
{
    /// <summary>Frames before the first that counts take this long: code is compiled, buffers grow, the broker answers.</summary>
    public static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    /// <summary>Frames that a camera of this pace can give in the measured time, at most.</summary>
    public int MaxFrames => (int)Math.Ceiling(FramesPerSecond * Duration.TotalSeconds) + 1;
}
