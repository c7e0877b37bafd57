namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>Configurations that several tests start from.</summary>
internal static class Configurations
{
    /// <summary>The package's own: vivid's test pattern, and nobody told.</summary>
    public static object FirstCamera { get; } = new { cameras = new[] { new { name = "camera", kind = "v4l2", device = "/dev/video0" } } };
}
