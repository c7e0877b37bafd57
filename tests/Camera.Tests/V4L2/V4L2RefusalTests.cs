using EdgeVision.Camera.V4L2;
using EdgeVision.Camera.V4L2.Interop;

namespace EdgeVision.Camera.Tests.V4L2;

public sealed class V4L2RefusalTests : IDisposable
{
    private const uint Bayer = 0x31384142;
    private readonly FakeVideoNodes _nodes = new();

    public void Dispose()
    {
        Assert.Equal(0, _nodes.OpenDescriptors);
        Assert.Equal(0, _nodes.Mappings);
        _nodes.Dispose();
    }

    [Fact]
    public void Refuses_AMetadataNode() =>
        Assert.Contains("metadata", Refusal(new FakeCamera { Capabilities = 0x0080_0000 | V4L2Constants.CapabilityStreaming }), StringComparison.Ordinal);

    [Fact]
    public void Refuses_AMultiPlanarNode()
    {
        string error = Refusal(new FakeCamera { Capabilities = V4L2Constants.CapabilityVideoCaptureMultiPlanar | V4L2Constants.CapabilityStreaming });

        Assert.Contains("several memory planes", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_InterlacedVideo() => Assert.Contains("interlaced", Refusal(new FakeCamera { Field = 4 }), StringComparison.Ordinal);

    [Fact]
    public void Refuses_ARawSensorAndNamesItsFormats()
    {
        string error = Refusal(new FakeCamera { Modes = [(Bayer, 640, 480, [30])] });

        Assert.Contains("BA81", error, StringComparison.Ordinal);
        Assert.Contains("pipe source", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_WhatIsNoVideoNode() => Assert.Contains("is no camera", Refusal(new FakeCamera { IsQueryable = false }), StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 480, 30, 4)]
    [InlineData(640, 99999, 30, 4)]
    [InlineData(640, 480, double.NaN, 4)]
    [InlineData(640, 480, 30, 1)]
    public void Refuses_OptionsOutOfRange(int width, int height, double rate, int buffers) => Assert.Throws<CameraException>(
        () => new V4L2FrameSource(new V4L2Options { Path = "/dev/video0", Width = width, Height = height, FramesPerSecond = rate, Buffers = buffers }));

    [Fact]
    public void Lists_CamerasWithoutTheirMetadataNodes()
    {
        _nodes.Plug("/dev/video0", new FakeCamera { Modes = [(V4L2PixelFormats.Yuyv, 640, 480, [30, 15]), (0x34363248, 1280, 720, [30])] });
        _nodes.Plug("/dev/video1", new FakeCamera { Capabilities = 0x0080_0000 });
        _nodes.Plug("/dev/video2", new FakeCamera { IsQueryable = false });

        IReadOnlyList<V4L2Device> cameras = V4L2Devices.List(_nodes);

        Assert.Equal(["/dev/video0", "/dev/video2"], cameras.Select(camera => camera.Path));
        Assert.Equal("/dev/v4l/by-id/usb-Fake-video-index0", cameras[0].StableLink);
        Assert.Equal(("Fake Camera", "usb-1.2"), (cameras[0].Card, cameras[0].Bus));
        Assert.Equal(["YUYV", "H264"], cameras[0].Modes.Select(mode => mode.FourCC));
        Assert.Equal([30, 15], cameras[0].Modes[0].FramesPerSecond);
        Assert.Null(cameras[0].Modes[1].Pixels);
        Assert.Contains("VIDIOC_QUERYCAP on /dev/video2 failed", cameras[1].Error, StringComparison.Ordinal);
    }

    private string Refusal(FakeCamera camera)
    {
        _nodes.Plug("/dev/video0", camera);
        using V4L2FrameSource source = new(new V4L2Options { Path = "/dev/video0" }, _nodes, TimeProvider.System);
        return Assert.Throws<CameraException>(() => source.Read(CancellationToken.None)).Message;
    }
}
