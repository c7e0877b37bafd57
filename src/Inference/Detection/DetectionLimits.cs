using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Detection;

/// <summary>What a detector reports, once the manifest has answered what the options leave open.</summary>
/// <param name="MinimumScore">In (0, 1).</param>
/// <param name="MaximumIou">In [0, 1].</param>
/// <param name="MaximumDetections">From 1 to 1000.</param>
internal readonly record struct DetectionLimits(float MinimumScore, float MaximumIou, int MaximumDetections)
{
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static DetectionLimits From(DetectorOptions options, DetectionOutputs outputs)
    {
        var limits = new DetectionLimits(options.MinimumScore ?? outputs.MinimumScore, options.MaximumIou ?? outputs.MaximumIou, options.MaximumDetections);
        if (!(limits.MinimumScore > 0f && limits.MinimumScore < 1f))
            throw new ArgumentOutOfRangeException(nameof(options), limits.MinimumScore, "The minimum score must be between 0 and 1, both excluded.");
        if (!(limits.MaximumIou >= 0f && limits.MaximumIou <= 1f))
            throw new ArgumentOutOfRangeException(nameof(options), limits.MaximumIou, "The maximum IoU must be from 0 to 1.");
        if (limits.MaximumDetections is < 1 or > 1000)
            throw new ArgumentOutOfRangeException(nameof(options), limits.MaximumDetections, "The maximum number of detections must be from 1 to 1000.");
        return limits;
    }
}
