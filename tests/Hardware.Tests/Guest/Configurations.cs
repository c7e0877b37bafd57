namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>Configurations, and parts of them, that several tests start from.</summary>
internal static class Configurations
{
    /// <summary>The package's own: vivid's test pattern, and nobody told.</summary>
    public static object FirstCamera { get; } = new { cameras = new[] { new { name = "camera", kind = "v4l2", device = "/dev/video0" } } };

    /// <summary>
    /// A network that takes the emulated processor milliseconds and sees its one class, <see cref="AlwaysLabel"/>, in every picture with certainty: for
    /// tests about anything but what is seen. A rule on that label is active as long as frames come.
    /// </summary>
    public static object Always { get; } = new { model = VirtualMachine.Share + "/always/always.onnx", threads = 1 };

    /// <summary>What <see cref="Always"/> sees.</summary>
    public const string AlwaysLabel = "class 0";
}
