namespace EdgeVision.Camera;

/// <summary>Counts since a source was made.</summary>
/// <param name="Delivered">Frames handed to the reader.</param>
/// <param name="Dropped">Whole frames left out because a newer one was there, or that the driver says it lost.</param>
/// <param name="Damaged">Frames the driver or the decoder marked as errors, truncated or empty.</param>
/// <param name="Reopened">Times the source was lost and came back.</param>
public readonly record struct CaptureStatistics(long Delivered, long Dropped, long Damaged, long Reopened);
