using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Inference.Tasks;

/// <summary>Opens the task that a model's manifest describes.</summary>
public static class VisionTasks
{
    // Manifests of classifiers name no score; below it a class is a guess among many.
    private const float MinClassScore = 0.3f;

    /// <summary>The task of <paramref name="model"/>, which it takes; the model is disposed of where this throws.</summary>
    /// <param name="minimumScore">
    /// Objects and classes below it are not reported, in (0, 1); <see langword="null"/>: what a detector's manifest says, 0.3 for a classifier. A
    /// segmenter has no scores.
    /// </param>
    /// <exception cref="ModelFormatException">Model and manifest contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static IVisionTask Open(LoadedModel model, float? minimumScore = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        switch (model.Manifest.Task)
        {
            case ModelTask.Detection:
                return ObjectDetector.Open(model, new DetectorOptions { MinimumScore = minimumScore });
            case ModelTask.Classification when minimumScore is null or (> 0f and < 1f):
                float least = minimumScore ?? MinClassScore;
                return ImageClassifier.Open(model, MaxClasses(model.Manifest, least), least);
            case ModelTask.Segmentation:
                return ImageSegmenter.Open(model);
            default:
                model.Dispose();
                throw new ArgumentOutOfRangeException(nameof(minimumScore), minimumScore, "The minimum score must be between 0 and 1, both excluded.");
        }
    }

    /// <summary>The score below which a task leaves everything out; <see langword="null"/>: it has no scores.</summary>
    /// <param name="minimumScore">As for <see cref="Open"/>.</param>
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
