using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tasks;

/// <summary>Looks for objects. Owns the detector.</summary>
public sealed class DetectionTask(IObjectDetector detector) : IVisionTask
{
    /// <inheritdoc/>
    public ModelManifest Model => detector.Model;

    /// <inheritdoc/>
    public IReadOnlyList<string> Kernels => detector.Kernels;

    /// <inheritdoc/>
    public StageTimings LastTimings => detector.LastTimings;

    /// <inheritdoc/>
    public VisionResult Look(in ImageView image) => new() { Objects = detector.Detect(image) };

    /// <inheritdoc/>
    public void Dispose() => detector.Dispose();
}
