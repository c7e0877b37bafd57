using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Segmentation;

namespace EdgeVision.Inference.Tasks;

/// <summary>What a picture shows, in the one form that the model's task gives; the others are empty.</summary>
public readonly ref struct VisionResult
{
    /// <summary>Of a detector: the objects, best score first, in pixels of the picture.</summary>
    public ReadOnlySpan<Detection.Detection> Objects { get; init; }

    /// <summary>Of a classifier: the likeliest classes, best first.</summary>
    public ReadOnlySpan<ClassScore> Classes { get; init; }

    /// <summary>Of a segmenter: the class of each pixel; <see langword="null"/> for the other tasks.</summary>
    public ClassMap? Map { get; init; }
}
