namespace EdgeVision.Camera.V4L2;

/// <summary>A camera that is plugged in.</summary>
/// <param name="Path">The video node.</param>
/// <param name="StableLink">The /dev/v4l/by-id link to it: use this in a configuration; <see langword="null"/> where udev made none.</param>
/// <param name="Card">The product's name.</param>
/// <param name="Bus">Where it is plugged in.</param>
/// <param name="Driver">The kernel driver.</param>
/// <param name="Modes">Formats, sizes and rates.</param>
/// <param name="Error">Why the node cannot be used or looked at; <see langword="null"/> if it can.</param>
public sealed record V4L2Device(string Path, string? StableLink, string Card, string Bus, string Driver, IReadOnlyList<V4L2Mode> Modes, string? Error);
