using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tasks;

/// <summary>Says what the whole picture shows. Owns the classifier.</summary>
/// <param name="minimumScore">Classes below it are not reported, in [0, 1].</param>
public sealed class ClassificationTask(ImageClassifier classifier, float minimumScore) : IVisionTask
{
    /// <inheritdoc/>
    public ModelManifest Model => classifier.Model;

    /// <inheritdoc/>
    public IReadOnlyList<string> Kernels => classifier.Kernels;

    /// <inheritdoc/>
    public StageTimings LastTimings => classifier.LastTimings;

    /// <inheritdoc/>
    public VisionResult Look(in ImageView image)
    {
        ReadOnlySpan<ClassScore> best = classifier.Classify(image);
        int count = 0;
        while (count < best.Length && best[count].Score >= minimumScore)
            count++;
        return new VisionResult { Classes = best[..count] };
    }

    /// <inheritdoc/>
    public void Dispose() => classifier.Dispose();
}
