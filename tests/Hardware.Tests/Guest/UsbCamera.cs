using System.Diagnostics;
using EdgeVision.Camera;
using EdgeVision.Camera.Jpeg;
using EdgeVision.TestKit;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A USB camera behind the kernel's uvcvideo, which shows <see cref="ColorBars"/> in YUYV and MJPG. Not plugged in at first, and out in the end.</summary>
internal sealed class UsbCamera : IDisposable
{
    /// <summary>udev's name for its capture node.</summary>
    public const string Link = "/dev/v4l/by-id/usb-vmtest_VM_test_camera-video-index0";

    /// <summary>Pixels a line.</summary>
    public const int Width = 320;

    /// <summary>Lines.</summary>
    public const int Height = 240;

    private const int FramesPerSecond = 15;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _pictures = new();
    private bool _pluggedIn;

    /// <summary>Draws its pictures.</summary>
    public UsbCamera()
    {
        File.WriteAllBytes(Yuyv, ColorBars.Yuyv(Width, Height, ColorBars.ThreeQuarters));
        using JpegEncoder encoder = new();
        File.WriteAllBytes(Jpeg, encoder.Encode(ColorBars.Rgb(Width, Height, ColorBars.ThreeQuarters), FrameFormat.Packed(PixelFormat.Rgb24, Width, Height), quality: 95));
    }

    /// <summary>The capture node it has now.</summary>
    public static string Node => File.ResolveLinkTarget(Link, returnFinalTarget: true)!.FullName;

    /// <summary>The metadata node it has now, which a link of its own leads to.</summary>
    public static string MetadataNode => File.ResolveLinkTarget(Link[..^1] + "1", returnFinalTarget: true)!.FullName;

    private string Yuyv => _pictures.PathTo("bars.yuyv");

    private string Jpeg => _pictures.PathTo("bars.jpg");

    /// <summary>Plugs it in.</summary>
    /// <returns>When its node and its link were there, on the clock of <see cref="Stopwatch"/>.</returns>
    public long PlugIn()
    {
        using Process plugging = Shell.Start("uvccam-up", $"{Width}", $"{Height}", $"{FramesPerSecond}", Jpeg, Yuyv);
        _pluggedIn = true;
        long start = Stopwatch.GetTimestamp(), there = 0;
        while (there == 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < s_limit, "The USB camera has no link.");
            if (File.Exists(Link))
                there = Stopwatch.GetTimestamp();
            else
                Thread.Sleep(2);
        }

        Assert.True(plugging.WaitForExit(s_limit), "uvccam-up did not end.");
        return there;
    }

    /// <summary>Pulls it out.</summary>
    /// <param name="how"><c>soft</c>: it drops off the bus under the driver, as by hand; <c>remove</c>: the host lets go first.</param>
    public void PullOut(string how)
    {
        Shell.Run("uvccam-down", how);
        _pluggedIn = false;
        Eventually.True(() => !File.Exists(Link), s_limit, () => $"{Link} is still there");
    }

    /// <summary>Lets it hang: it stays on the bus and answers nothing until <see cref="Thaw"/>.</summary>
    public static void Freeze() => Shell.Run("kill", "-STOP", ProcessId);

    /// <summary>Lets it go on.</summary>
    public static void Thaw() => Shell.Run("kill", "-CONT", ProcessId);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_pluggedIn)
            PullOut("soft");
        _pictures.Dispose();
    }

    private static string ProcessId => File.ReadAllText("/run/uvccam.pid").Trim();
}
