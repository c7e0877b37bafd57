using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.EdgeAgent.Rules;

/// <summary>What one frame shows, in the form that the model's task gives; the others are empty.</summary>
internal readonly ref struct Scene
{
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
}
