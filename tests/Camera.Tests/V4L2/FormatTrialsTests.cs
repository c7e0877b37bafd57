using EdgeVision.Camera.V4L2;
using EdgeVision.Pixels;

namespace EdgeVision.Camera.Tests.V4L2;

public sealed class FormatTrialsTests
{
    private static readonly V4L2Mode[] s_modes =
    [
        new("YUYV", PixelFormat.Yuyv, 640, 480, false, [30]),
        new("MJPG", PixelFormat.Jpeg, 640, 480, false, [30]),
        new("H264", null, 640, 480, false, [30]),
    ];

    private readonly FormatTrials _trials = new();

    [Fact]
    public void LeavesOut_AFormatThatFailedTwice()
    {
        Fail(PixelFormat.Yuyv, 1);
        Assert.Equal(["YUYV", "MJPG"], Promising());

        Fail(PixelFormat.Yuyv, 1);

        Assert.Equal(["MJPG"], Promising());
    }

    [Fact]
    public void StartsAnew_WhenEveryFormatHasFailed()
    {
        Fail(PixelFormat.Yuyv, 2);
        Fail(PixelFormat.Jpeg, 2);

        Assert.Equal(["YUYV", "MJPG", "H264"], Promising());
        Assert.Equal(["YUYV", "MJPG"], Promising());
    }

    [Fact]
    public void Keeps_AFormatThatOnceGaveFrames()
    {
        _trials.NoteFrame(PixelFormat.Yuyv);

        Fail(PixelFormat.Yuyv, 10);

        Assert.Equal(["YUYV", "MJPG"], Promising());
    }

    private void Fail(PixelFormat format, int times)
    {
        for (int i = 0; i < times; i++)
            _trials.NoteFailure(format);
    }

    private string[] Promising() => [.. _trials.Promising(s_modes).Select(mode => mode.FourCC)];
}
