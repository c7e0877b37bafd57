using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tasks;

/// <summary>Gives each pixel its class. Owns the segmenter.</summary>
public sealed class SegmentationTask(ImageSegmenter segmenter) : IVisionTask
{
    /// <inheritdoc/>
    public ModelManifest Model => segmenter.Model;

    /// <inheritdoc/>
    public IReadOnlyList<string> Kernels => segmenter.Kernels;

    /// <inheritdoc/>
    public StageTimings LastTimings => segmenter.LastTimings;

    /// <inheritdoc/>
    public VisionResult Look(in ImageView image) => new() { Map = segmenter.Segment(image) };

    /// <inheritdoc/>
    public void Dispose() => segmenter.Dispose();
}
