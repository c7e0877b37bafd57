using System.Diagnostics;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;
using EdgeVision.TestKit;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>
/// A USB camera behind the kernel's uvcvideo, which shows <see cref="ColorBars"/> in YUYV and MJPG. Not plugged in at first, and out in the end.
/// </summary>
internal sealed class UsbCamera : IDisposable
{
    /// <summary>udev's name for its capture node.</summary>
    public const string Link = "/dev/v4l/by-id/usb-vmtest_VM_test_camera-video-index0";

    /// <summary>Pixels a line.</summary>
    public const int Width = 320;

    /// <summary>Lines.</summary>
    public const int Height = 240;

    private const int FramesPerSecond = 15;
    private const string Product = "VM test camera";
    private const int MaxTries = 3;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _pictures = new();
    private Process? _gadget;

    /// <summary>Draws its pictures.</summary>
    public UsbCamera()
    {
        File.WriteAllBytes(Yuyv, ColorBars.Yuyv(Width, Height, ColorBars.ThreeQuarters));
        using JpegEncoder encoder = new();
        File.WriteAllBytes(
            Jpeg, encoder.Encode(ColorBars.Rgb(Width, Height, ColorBars.ThreeQuarters), FrameFormat.Packed(PixelFormat.Rgb24, Width, Height), quality: 95));
    }

    /// <summary>The capture node it has now.</summary>
    public static string Node => File.ResolveLinkTarget(Link, returnFinalTarget: true)!.FullName;

    /// <summary>The metadata node it has now, which a link of its own leads to, made a little later.</summary>
    public static string MetadataNode
    {
        get
        {
            string link = Link[..^1] + "1";
            Eventually.True(() => File.Exists(link), s_limit, () => $"{link} is not there");
            return File.ResolveLinkTarget(link, returnFinalTarget: true)!.FullName;
        }
    }

    private string Yuyv => _pictures.PathTo("bars.yuyv");

    private string Jpeg => _pictures.PathTo("bars.jpg");

    /// <summary>Plugs it in.</summary>
    /// <returns>When its node and its link were there, on the clock of <see cref="Stopwatch"/>.</returns>
    public long PlugIn()
    {
        Shell.Run("sh", "-c",
            "modprobe -a dummy_hcd gadgetfs uvcvideo && mkdir -p /dev/gadget && { mountpoint -q /dev/gadget || mount -t gadgetfs none /dev/gadget; }");
        for (int tries = 1; ; tries++)
        {
            _gadget = Shell.Start("uvccam", $"{Width}", $"{Height}", $"{FramesPerSecond}", Jpeg, Yuyv);
            long start = Stopwatch.GetTimestamp();
            while (!File.Exists(Link) && Stopwatch.GetElapsedTime(start) < s_limit / MaxTries)
                Thread.Sleep(2);
            if (File.Exists(Link))
                return Stopwatch.GetTimestamp();

            // A slow machine may miss a request of the bus.
            Assert.True(tries < MaxTries, "The USB camera has no link.");
            PullOut("soft");
        }
    }

    /// <summary>Pulls it out.</summary>
    /// <param name="how"><c>soft</c>: it drops off the bus under the driver, as by hand; <c>remove</c>: the host lets go first.</param>
    public void PullOut(string how)
    {
        if (how == "remove")
            File.WriteAllText(Path.Combine(OnTheBus()!, "remove"), "1");
        else
            File.WriteAllText("/sys/class/udc/dummy_udc.0/soft_connect", "disconnect");

        // The program must live until no frame is under way: its end in the middle of one brings the kernel down.
        Eventually.True(() => OnTheBus() is null && !File.Exists(Link), s_limit, () => "the USB camera is still on the bus");
        Thread.Sleep(500);
        _gadget!.Kill();
        _gadget.WaitForExit();
        _gadget.Dispose();
        _gadget = null;
    }

    /// <summary>Lets it hang: it stays on the bus and answers nothing until <see cref="Thaw"/>.</summary>
    public void Freeze() => Shell.Run("kill", "-STOP", $"{_gadget!.Id}");

    /// <summary>Lets it go on.</summary>
    public void Thaw() => Shell.Run("kill", "-CONT", $"{_gadget!.Id}");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_gadget is not null)
            PullOut("soft");
        _pictures.Dispose();
    }

    private static string? OnTheBus() => Directory.EnumerateDirectories("/sys/bus/usb/devices").FirstOrDefault(device =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(device, "product")).Trim() == Product;
        }
        catch (IOException)
        {
            // An interface, or gone meanwhile.
            return false;
        }
    });
}
