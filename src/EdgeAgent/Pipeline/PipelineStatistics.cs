using EdgeVision.Inference.Imaging;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>How the pipeline is doing: counts since its start and how long frames took. The inference thread records, any thread may read.</summary>
internal sealed class PipelineStatistics
{
    private readonly IReadOnlyList<CameraChannel> _channels;
    private long _events;

    /// <summary>Of these cameras.</summary>
    public PipelineStatistics(IReadOnlyList<CameraChannel> channels) => _channels = channels;

    /// <summary>From capture until the rules were done.</summary>
    public LatencyHistogram Latency { get; } = new();

    /// <summary>Preprocessing, network and decoding together.</summary>
    public LatencyHistogram Inference { get; } = new();

    /// <summary>Events of any kind.</summary>
    public long Events => Volatile.Read(ref _events);

    /// <summary>How many cameras there are.</summary>
    public int CameraCount => _channels.Count;

    /// <summary>Each camera's counts.</summary>
    public IReadOnlyList<CameraCounters> Cameras => [.. _channels.Select(channel => channel.Counters)];

    /// <summary>The counts of the camera <paramref name="index"/>, without allocating.</summary>
    public CameraCounters CountersOf(int index) => _channels[index].Counters;

    /// <summary>One more frame.</summary>
    public void RecordFrame(TimeSpan latency, in StageTimings timings, int events)
    {
        Latency.Record(latency);
        Inference.Record(timings.Preprocessing + timings.Inference + timings.Decoding);
        Volatile.Write(ref _events, _events + events);
    }
}
