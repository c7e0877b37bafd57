using EdgeVision.Camera;
using EdgeVision.Camera.V4L2;
using EdgeVision.Hardware.Tests.Guest;
using EdgeVision.TestKit;

namespace EdgeVision.Hardware.Tests;

/// <summary>A television input, whose two half pictures a network would take for one with combs at every edge.</summary>
public sealed class InterlacedTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly Vivid _television = Vivid.Loaded("num_inputs=1", "input_types=0x1");

    public void Dispose()
    {
        Service.Stop();
        _television.Dispose();
    }

    [VmFact]
    public void TheSource_RefusesItWithWords()
    {
        using V4L2FrameSource source = new(new V4L2Options { Path = Vivid.Path, Width = 720, Height = 576 });

        string error = Assert.Throws<CameraException>(() => source.Read(CancellationToken.None)).Message;

        Assert.Equal("/dev/video0 (vivid) sends interlaced video, which is not supported. Choose a progressive size or video standard.", error);
        Assert.Equal(VideoFiles.None, VideoFiles.OfThisProcess);
    }

    [VmFact]
    public void TheService_SaysSoAndGoesOnWithItsOtherCamera()
    {
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.PathTo("bars"), ColorBars.Yuyv(Photograph.Width, Photograph.Height, ColorBars.ThreeQuarters));
        using LoopbackFeed feed = new("YUYV", folder.PathTo("bars"));
        Journal journal = Journal.FromNow();

        Service.RestartWith(new
        {
            device = "vm",
            inference = Configurations.Always,
            cameras = new[] { new { name = "tv", kind = "v4l2", device = Vivid.Path }, new { name = "loop", kind = "v4l2", device = LoopbackFeed.Device } },
        });

        Service.WaitForStatus("1 of 2 cameras online (tv: /dev/video0 (vivid) sends interlaced video", s_limit);
        int process = Service.ProcessId;
        Eventually.True(() => !Service.Status.Contains(", 0.0 fps inferred", StringComparison.Ordinal), s_limit, () => Service.Status);
        Assert.Equal(process, Service.ProcessId);
        Assert.Single(journal.OfDaemon(), line => line.Priority == 4 && line.Message.Contains(
            "Camera tv gives no picture; trying again until it does. /dev/video0 (vivid) sends interlaced video", StringComparison.Ordinal));
    }
}
