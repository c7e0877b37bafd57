namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>The times of one frame on the monotonic clock, which all processes of a machine read alike.</summary>
/// <param name="Sequence">As its message says.</param>
/// <param name="CapturedAt">When the source returned it.</param>
/// <param name="HandedOverAt">When the connection to the broker had taken its message.</param>
/// <param name="Network">How long the network ran for it.</param>
internal readonly record struct FrameTimes(long Sequence, TimeSpan CapturedAt, TimeSpan HandedOverAt, TimeSpan Network);
