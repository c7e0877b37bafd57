namespace EdgeVision.Workbench.Fit;

/// <summary>What is asked of a network.</summary>
/// <param name="FramesPerSecond">How many inferences a second there must be time for.</param>
/// <param name="Bytes">The most memory it may take; <see langword="null"/> for no limit.</param>
internal sealed record FitLimits(double FramesPerSecond, long? Bytes)
{
    /// <summary>The time there is for one inference.</summary>
    public TimeSpan Period => TimeSpan.FromSeconds(1.0 / FramesPerSecond);
}
