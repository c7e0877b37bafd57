using System.Diagnostics;
using EdgeVision.Camera;
using EdgeVision.Camera.V4L2;
using EdgeVision.Hardware.Tests.Guest;
using EdgeVision.Pixels;

namespace EdgeVision.Hardware.Tests;

/// <summary>A USB camera behind the kernel's own driver, and the plug in somebody's hand.</summary>
public sealed class UsbCameraTests : IDisposable
{
    // Two are required of a real machine; this one is emulated, and may be busy.
    private static readonly TimeSpan s_back = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);
    private readonly UsbCamera _camera = new();

    public void Dispose()
    {
        _camera.Dispose();
        Assert.Equal(VideoFiles.None, VideoFiles.OfThisProcess);
    }

    [VmTheory]
    [InlineData(PixelFormat.Yuyv)]
    [InlineData(PixelFormat.Jpeg)]
    public void BothFormats_ShowTheirPicture(PixelFormat pixels)
    {
        // JPEG's coefficients are rounded at quality 95.
        const double Tolerance = 6;
        _camera.PlugIn();
        using CancellationTokenSource deadline = new(s_limit);
        using V4L2FrameSource source = new(new V4L2Options
        {
            Path = UsbCamera.Link,
            Width = UsbCamera.Width,
            Height = UsbCamera.Height,
            PixelFormats = [pixels],
        });
        using FrameDecoder decoder = new();

        for (int i = 0; i < 5; i++)
        {
            using Frame frame = source.Read(deadline.Token)!;
            Assert.Equal(pixels, frame.Format.Pixels);
            Assert.True(decoder.TryDecode(frame, 0, 0, out ImageView view), decoder.Error);
            Assert.Equal((UsbCamera.Width, UsbCamera.Height), (view.PictureWidth, view.PictureHeight));
            ColorBars.AssertShownIn(view.Format, view.Bytes, ColorBars.ThreeQuarters, Tolerance);
        }
    }

    [VmFact]
    public void PulledOutAndPluggedInTwentyTimes_GivesFramesAgainAndLeavesNothingBehind()
    {
        const int Rounds = 20;
        _camera.PlugIn();
        List<TimeSpan> times = [];
        HashSet<string> nodes = [];
        using (FrameReader reader = new(new V4L2Options { Path = UsbCamera.Link, Width = UsbCamera.Width, Height = UsbCamera.Height }))
        {
            for (int round = 1; round <= Rounds; round++)
            {
                reader.WaitForFrames(2, s_limit);
                nodes.Add(UsbCamera.Node);
                // Whoever has the old node open keeps its number, and the camera comes back under another.
                using NodeHolder? holder = round % 4 == 0 ? new(UsbCamera.Node) : null;
                _camera.PullOut(round % 2 == 0 ? "remove" : "soft");
                reader.WaitForTrouble("", s_limit);
                long there = _camera.PlugIn();
                times.Add(reader.WaitForFrameAfter(there, s_back));

                Assert.Equal(round, reader.Statistics.Reopened);
                Assert.Equal([UsbCamera.Node], VideoFiles.NodesOf(Environment.ProcessId));
                Assert.Equal(new VideoFiles(1, 4), VideoFiles.OfThisProcess);
            }
        }

        Assert.True(nodes.Count > 1, "The camera always had the same number.");
        times.Sort();
        Console.WriteLine(
            $"  frames again after a replug: median {times[Rounds / 2].TotalMilliseconds:F0} ms, worst {times[^1].TotalMilliseconds:F0} ms, of {Rounds}");
    }

    [VmFact]
    public void TheMetadataNode_IsRefusedWithWords()
    {
        _camera.PlugIn();
        using V4L2FrameSource source = new(new V4L2Options { Path = UsbCamera.MetadataNode });

        Assert.Contains("metadata", Assert.Throws<CameraException>(() => source.Read(CancellationToken.None)).Message, StringComparison.Ordinal);
    }

    [VmFact]
    public void TheMetadataNode_IsNotTakenForTheCameraWhoseNumberItGot()
    {
        _camera.PlugIn();
        string configured = UsbCamera.Node;
        using Vivid vivid = Vivid.Loaded();
        using FrameReader reader = new(new V4L2Options { Path = configured, Width = UsbCamera.Width, Height = UsbCamera.Height });
        reader.WaitForFrames(2, s_limit);

        // Without vivid the lowest number is free: the camera gets it, and its metadata the camera's old one.
        _camera.PullOut("soft");
        Vivid.Unload();
        long there = _camera.PlugIn();

        Assert.Equal(configured, UsbCamera.MetadataNode);
        reader.WaitForFrameAfter(there, s_back);
        Assert.StartsWith(UsbCamera.Node + " ", reader.Description, StringComparison.Ordinal);
        _camera.PullOut("soft");
    }

    [VmFact]
    public void ACameraThatHangs_IsNoticedByItsSilenceAndComesBack()
    {
        _camera.PlugIn();
        using FrameReader reader = new(new V4L2Options { Path = UsbCamera.Link, Width = UsbCamera.Width, Height = UsbCamera.Height });
        reader.WaitForFrames(2, s_limit);

        _camera.Freeze();
        TimeSpan noticed;
        try
        {
            noticed = reader.WaitForTrouble("gave no whole frame for 3 s", s_limit);
            // It does not answer the attempts to open it either, each of which the kernel gives up after 5 s.
            reader.WaitForTrouble("VIDIOC_S_FMT", s_limit);
        }
        finally
        {
            _camera.Thaw();
        }

        long thawed = Stopwatch.GetTimestamp();
        TimeSpan back = reader.WaitForFrameAfter(thawed, s_limit);
        Assert.Equal(1, reader.Statistics.Reopened);
        Console.WriteLine($"  silence noticed after {noticed.TotalSeconds:F1} s of 3, frames again {back.TotalSeconds:F1} s after it went on");
    }
}
