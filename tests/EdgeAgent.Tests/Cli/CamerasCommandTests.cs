using EdgeVision.Camera.V4L2;
using EdgeVision.EdgeAgent.Cli;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Tests.Cli;

public sealed class CamerasCommandTests
{
    private static readonly V4L2Mode s_yuyv = new("YUYV", PixelFormat.Yuyv, 640, 480, IsLargest: false, [30, 7.5]);

    [Fact]
    public void ReadableModesHaveALineEachAndTheOtherFormatsOneTogether()
    {
        V4L2Device camera = new("/dev/video2", "/dev/v4l/by-id/usb-Cam-video-index0", "Cam", "usb-1.2", "uvcvideo",
            [s_yuyv, new("NV21", null, 640, 480, false, [30]), new("NV21", null, 1280, 720, false, [30]), new("H264", null, 1280, 720, false, []),
                new("GREY", PixelFormat.Grey, 800, 600, true, [])], null);

        Assert.Equal(
            "/dev/v4l/by-id/usb-Cam-video-index0  Cam\n  now /dev/video2, usb-1.2, driver uvcvideo\n  YUYV  640×480  30, 7.5 fps\n  GREY  up to 800×600\n"
            + "  also NV21, H264, which EdgeVision does not read\n",
            CamerasCommand.Describe(camera));
    }

    [Fact]
    public void ACameraWithNothingToReadSaysSo()
    {
        V4L2Device camera = new("/dev/video0", null, "Sensor", "platform:csi", "unicam", [new("pBAA", null, 640, 480, false, [])], null);

        Assert.Equal("/dev/video0  Sensor\n  only pBAA, which EdgeVision does not read\n", CamerasCommand.Describe(camera));
    }

    [Fact]
    public void ACameraThatCannotBeUsedSaysWhy()
    {
        V4L2Device camera = new("/dev/video0", null, "", "", "", [], "Opening /dev/video0 failed: Device or resource busy (errno 16).");

        Assert.Equal("/dev/video0  \n  cannot be used: Opening /dev/video0 failed: Device or resource busy (errno 16).\n", CamerasCommand.Describe(camera));
    }
}
