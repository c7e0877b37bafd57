using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tasks;

/// <summary>Opens the task that a model's manifest describes.</summary>
public static class VisionTasks
{
    // Manifests of classifiers name no score; below it a class is a guess among many.
    private const float MinClassScore = 0.3f;

    /// <summary>The task of <paramref name="package"/>' model, run by the engine of <paramref name="engine"/>.</summary>
    /// <param name="minimumScore">
    /// Objects and classes below it are not reported, in (0, 1); <see langword="null"/>: what a detector's manifest says, 0.3 for a classifier. A
    /// segmenter has no scores.
    /// </param>
    /// <exception cref="ModelFormatException">The engine cannot run the model, or model and manifest contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static IVisionTask Open(ModelPackage package, EngineOptions engine, float? minimumScore = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        return Open(package.Manifest, package.ModelPath, InferenceSessions.Open(package.File, engine), minimumScore);
    }

    /// <summary>The task of a model whose session is already open and that the task disposes.</summary>
    /// <param name="modelPath">The model file, for messages.</param>
    /// <param name="minimumScore">
    /// Objects and classes below it are not reported, in (0, 1); <see langword="null"/>: what a detector's manifest says, 0.3 for a classifier. A
    /// segmenter has no scores.
    /// </param>
    /// <exception cref="ModelFormatException">Model and manifest contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static IVisionTask Open(ModelManifest manifest, string modelPath, IInferenceSession session, float? minimumScore = null)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(session);
        switch (manifest.Task)
        {
            case ModelTask.Detection:
                return new DetectionTask(ObjectDetectors.Open(manifest, modelPath, session, new DetectorOptions { MinimumScore = minimumScore }));
            case ModelTask.Classification when minimumScore is null or (> 0f and < 1f):
                float least = LeastScore(manifest, minimumScore)!.Value;
                return new ClassificationTask(ImageClassifier.Open(manifest, modelPath, session, MaxClasses(manifest, least)), least);
            case ModelTask.Segmentation:
                return new SegmentationTask(ImageSegmenter.Open(manifest, modelPath, session));
            default:
                session.Dispose();
                throw new ArgumentOutOfRangeException(nameof(minimumScore), minimumScore, "The minimum score must be between 0 and 1, both excluded.");
        }
    }

    /// <summary>The score below which a task leaves everything out; <see langword="null"/>: it has no scores.</summary>
    /// <param name="minimumScore">As for <see cref="Open(ModelPackage, EngineOptions, float?)"/>.</param>
    public static float? LeastScore(ModelManifest manifest, float? minimumScore)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return manifest.Task switch
        {
            ModelTask.Detection => minimumScore ?? manifest.Detection?.MinimumScore,
            ModelTask.Classification => minimumScore ?? MinClassScore,
            _ => null,
        };
    }

    /// <summary>Probabilities add up to 1, so no more classes than this can reach the score; one more for rounding.</summary>
    private static int MaxClasses(ModelManifest manifest, float minimumScore) => (int)Math.Min(manifest.Labels.Length, (1f / minimumScore) + 1f);
}
