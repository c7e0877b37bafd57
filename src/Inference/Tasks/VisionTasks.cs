using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tasks;

/// <summary>Opens the task that a model's manifest describes.</summary>
public static class VisionTasks
{
    /// <summary>The task of <paramref name="package"/>' model, run by the engine of <paramref name="engine"/>.</summary>
    /// <param name="minimumScore">Objects and classes below it are not reported, in (0, 1). A segmenter has no scores.</param>
    /// <exception cref="ModelFormatException">The engine cannot run the model, or model and manifest contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static IVisionTask Open(ModelPackage package, EngineOptions engine, float minimumScore)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (!(minimumScore > 0f && minimumScore < 1f))
            throw new ArgumentOutOfRangeException(nameof(minimumScore), minimumScore, "The minimum score must be between 0 and 1, both excluded.");

        return package.Manifest.Task switch
        {
            ModelTask.Detection => new DetectionTask(ObjectDetectors.Open(package, engine, new DetectorOptions { MinimumScore = minimumScore })),
            ModelTask.Classification => new ClassificationTask(ImageClassifier.Open(package, engine, MostClasses(package.Manifest, minimumScore)), minimumScore),
            ModelTask.Segmentation => new SegmentationTask(ImageSegmenter.Open(package, engine)),
            _ => throw new ModelFormatException(package.ManifestPath, null, $"the task {package.Manifest.Task} cannot be run"),
        };
    }

    /// <summary>Probabilities add up to 1, so no more classes than this can reach the score; one more for rounding.</summary>
    private static int MostClasses(ModelManifest manifest, float minimumScore) => (int)Math.Min(manifest.Labels.Length, (1f / minimumScore) + 1f);
}
