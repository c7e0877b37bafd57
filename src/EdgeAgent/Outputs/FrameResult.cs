using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Outputs;

/// <summary>What one frame showed.</summary>
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

    /// <summary>Pixels a line of the picture as captured.</summary>
    public required int Width { get; init; }

    /// <summary>Its lines.</summary>
    public required int Height { get; init; }

    /// <summary>Of a detector: all living tracks; <see cref="Track.Missed"/> tells which this frame did not show.</summary>
    public ReadOnlySpan<Track> Tracks { get; init; }

    /// <summary>Of a classifier: the likeliest classes, best first.</summary>
    public ReadOnlySpan<ClassScore> Classes { get; init; }

    /// <summary>Of a segmenter: the class of each pixel, laid over the whole picture.</summary>
    public ClassMap? Map { get; init; }

    /// <summary>Where the network's time went.</summary>
    public required StageTimings Timings { get; init; }
}
