namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>What one trial says of the daemon.</summary>
internal sealed class TrialResult
{
    /// <param name="arrivals">When a subscriber received each frame's message, by the frame's number.</param>
    public TrialResult(DaemonTrial trial, TrialLog log, IReadOnlyDictionary<long, TimeSpan> arrivals)
    {
        Trial = trial;
        Log = log;
        Published = RunTimes.Of(log.Frames.Select(static frame => frame.HandedOverAt - frame.CapturedAt - frame.Network));
        TimeSpan[] received = [
            .. log.Frames.Where(frame => arrivals.ContainsKey(frame.Sequence)).Select(frame => arrivals[frame.Sequence] - frame.CapturedAt - frame.Network)];
        Received = received.Length > 0 ? RunTimes.Of(received) : null;
    }

    public DaemonTrial Trial { get; }

    public TrialLog Log { get; }

    /// <summary>From a frame's capture until the connection to the broker had taken its message, less the network's run.</summary>
    public RunTimes Published { get; }

    /// <summary>
    /// From a frame's capture until a subscriber in another process had its message, less the network's run;
    /// <see langword="null"/>: no broker, or nothing came.
    /// </summary>
    public RunTimes? Received { get; }

    /// <summary>Managed bytes of all threads, divided by the frames.</summary>
    public double AllocatedBytesPerFrame => (double)Log.Used.AllocatedBytes / Log.Frames.Count;

    /// <summary>Bytes written to storage, at this pace in an hour.</summary>
    public double? StorageBytesPerHour => Log.Used.StorageBytes * (TimeSpan.FromHours(1) / Log.Elapsed);

    /// <summary>Part of one core that the process takes.</summary>
    public double ProcessorShare => Log.Used.Processor / Log.Elapsed;

    /// <summary>The part of <see cref="ProcessorShare"/> that is not the network's.</summary>
    public double OwnProcessorShare => (Log.Used.Processor - Log.NetworkProcessor) / Log.Elapsed;
}
