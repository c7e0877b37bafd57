using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Imaging;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>What one frame showed, when, and how long that took to see.</summary>
internal readonly ref struct FrameResult
{
    /// <summary>The camera's name.</summary>
    public required string Camera { get; init; }

    /// <summary>Count of the camera's inferred frames, from 1; no gaps and no repeats until another configuration is put to work.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the frame was captured.</summary>
    public required Moment CapturedAt { get; init; }

    /// <summary>From capture until the rules were done.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>What it shows.</summary>
    public required Scene Scene { get; init; }

    /// <summary>Where the network's time went.</summary>
    public required StageTimings Timings { get; init; }
}
