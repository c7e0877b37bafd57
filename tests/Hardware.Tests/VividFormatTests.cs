using EdgeVision.Camera;
using EdgeVision.Camera.V4L2;
using EdgeVision.Hardware.Tests.Guest;
using EdgeVision.Pixels;
using EdgeVision.TestKit;

namespace EdgeVision.Hardware.Tests;

/// <summary>Every format and size the kernel's test camera shares with us, looked at pixel by pixel.</summary>
public sealed class VividFormatTests : IDisposable
{
    // vivid cuts fractions off: up to one level in each of Y, U and V, and half a one more at full range's end; chrominance counts up to 1.86 times.
    private const double Rounding = 4;

    // BT.2020's weights read as BT.709's: pure red becomes 1.05 times red.
    private const double NextBestMatrix = 17;

    private static readonly (int Width, int Height)[] s_sizes = [(320, 180), (640, 360), (640, 480), (1280, 720), (1920, 1080)];
    private readonly Vivid _vivid = new();
    private readonly CancellationTokenSource _deadline = new(TimeSpan.FromSeconds(60));

    public void Dispose()
    {
        _vivid.Dispose();
        _deadline.Dispose();
        Assert.Equal(VideoFiles.None, VideoFiles.OfThisProcess);
    }

    [VmTheory]
    [InlineData(PixelFormat.Yuyv)]
    [InlineData(PixelFormat.Uyvy)]
    [InlineData(PixelFormat.Nv12)]
    [InlineData(PixelFormat.Yuv420)]
    [InlineData(PixelFormat.Grey)]
    [InlineData(PixelFormat.Rgb24)]
    [InlineData(PixelFormat.Bgr24)]
    public void EverySizeOfAFormat_ShowsTheBars(PixelFormat pixels)
    {
        foreach ((int width, int height) in s_sizes)
        {
            using V4L2FrameSource source = new(new V4L2Options { Path = Vivid.Path, Width = width, Height = height, PixelFormats = [pixels] });
            using Frame frame = Read(source);

            Assert.Equal(FrameFormat.Packed(pixels, width, height), frame.Format);
            Assert.Equal(frame.Format.ByteCount, frame.Bytes.Length);
            ColorBars.AssertShownIn(frame.Format, frame.Bytes, ColorBars.ThreeQuarters, Rounding);
        }
    }

    [VmFact]
    public void AWishBeyondEverySize_GetsTheLargest()
    {
        using V4L2FrameSource source = new(new V4L2Options { Path = Vivid.Path, Width = 5000, Height = 4000 });
        using Frame frame = Read(source);

        Assert.Equal(FrameFormat.Packed(PixelFormat.Nv12, 3840, 2160), frame.Format);
        ColorBars.AssertShownIn(frame.Format, frame.Bytes, ColorBars.ThreeQuarters, Rounding);
    }

    [VmFact]
    public void AWishForASizeThatIsNot_GetsTheSmallestThatCoversIt()
    {
        using V4L2FrameSource source = new(new V4L2Options { Path = Vivid.Path, Width = 641, Height = 479 });
        using Frame frame = Read(source);

        Assert.Equal((1280, 720), (frame.Format.Width, frame.Format.Height));
    }

    /// <summary>
    /// Menu items of vivid's controls: colorspace 1 is Rec. 709, 2 sRGB, 4 BT.2020, 5 DCI-P3, 6 SMPTE 240M; y_cbcr_encoding 1 is 601, 2 is 709;
    /// quantization 1 is full, 2 limited.
    /// </summary>
    [VmTheory]
    [InlineData(0, 0, 0, ColorEncoding.Bt601Limited, Rounding)]
    [InlineData(2, 0, 0, ColorEncoding.Bt601Limited, Rounding)]
    [InlineData(2, 0, 1, ColorEncoding.Bt601Full, Rounding)]
    [InlineData(2, 0, 2, ColorEncoding.Bt601Limited, Rounding)]
    [InlineData(2, 2, 0, ColorEncoding.Bt709Limited, Rounding)]
    [InlineData(2, 2, 1, ColorEncoding.Bt709Full, Rounding)]
    [InlineData(1, 0, 0, ColorEncoding.Bt709Limited, Rounding)]
    [InlineData(1, 0, 1, ColorEncoding.Bt709Full, Rounding)]
    [InlineData(1, 1, 0, ColorEncoding.Bt601Limited, Rounding)]
    [InlineData(5, 0, 0, ColorEncoding.Bt709Limited, Rounding)]
    [InlineData(4, 0, 0, ColorEncoding.Bt709Limited, NextBestMatrix)]
    [InlineData(6, 0, 0, ColorEncoding.Bt709Limited, NextBestMatrix)]
    public void ColoursOfEveryYuvRule_AreTold(int colorSpace, int encoding, int quantization, ColorEncoding expected, double tolerance)
    {
        Vivid.Set(("test_pattern", 1), ("colorspace", colorSpace), ("y_cbcr_encoding", encoding), ("quantization", quantization));

        foreach (PixelFormat pixels in (PixelFormat[])[PixelFormat.Yuyv, PixelFormat.Nv12])
        {
            using V4L2FrameSource source = new(new V4L2Options { Path = Vivid.Path, Width = 320, Height = 180, PixelFormats = [pixels] });
            using Frame frame = Read(source);

            Assert.Equal(expected, frame.Format.Encoding);
            ColorBars.AssertShownIn(frame.Format, frame.Bytes, ColorBars.Full, tolerance);
        }
    }

    [VmTheory]
    [InlineData(PixelFormat.Yuyv, 64)]
    [InlineData(PixelFormat.Uyvy, 4)]
    [InlineData(PixelFormat.Nv12, 128)]
    [InlineData(PixelFormat.Yuv420, 96)]
    [InlineData(PixelFormat.Grey, 1)]
    [InlineData(PixelFormat.Rgb24, 5)]
    [InlineData(PixelFormat.Bgr24, 1000)]
    public void PaddedLines_AreSteppedOver(PixelFormat pixels, int padding)
    {
        V4L2Options options = new() { Path = Vivid.Path, Width = 640, Height = 360, PixelFormats = [pixels] };
        using V4L2FrameSource source = new(options, new PaddedVideoNodes((uint)padding), TimeProvider.System);
        using Frame frame = Read(source);

        Assert.Equal(FrameFormat.Packed(pixels, 640, 360).Stride + padding, frame.Format.Stride);
        ColorBars.AssertShownIn(frame.Format, frame.Bytes, ColorBars.ThreeQuarters, Rounding);
    }

    /// <summary>An HDMI input of 1280×720 that takes any even size, scaled from what somebody has cropped.</summary>
    [VmFact]
    public void ACroppedAndScaledInput_GivesTheEvenSizeBelowAnOddWish()
    {
        using Vivid hdmi = Vivid.Loaded("num_inputs=1", "input_types=0x3");
        Vivid.Set(("osd_text_mode", 2), ("test_pattern", 1));
        Shell.Run("v4l2-ctl", "-d", Vivid.Path, "--set-selection", "target=crop,left=0,top=0,width=640,height=720");
        using V4L2FrameSource source = new(new V4L2Options { Path = Vivid.Path, Width = 333, Height = 201, PixelFormats = [PixelFormat.Nv12] });
        using Frame frame = Read(source);

        Assert.Equal(FrameFormat.Packed(PixelFormat.Nv12, 332, 200, ColorEncoding.Bt709Limited), frame.Format);
        ColorBars.AssertShownIn(frame.Format, frame.Bytes, ColorBars.Full, Rounding, bars: 4);
    }

    [VmFact]
    public void OddWidths_LoseTheColumnWhosePairIsCutOff()
    {
        // The loopback camera takes whole memory pages only, which these lines fill.
        const int Width = 321, Height = 2048;
        using TemporaryFolder folder = new();
        File.WriteAllBytes(folder.PathTo("bars"), ColorBars.Yuyv(Width, Height, ColorBars.ThreeQuarters));
        using LoopbackFeed feed = new("YUYV", folder.PathTo("bars"), Width, Height);
        using V4L2FrameSource source = new(new V4L2Options { Path = LoopbackFeed.Device });
        using Frame frame = Read(source);

        Assert.Equal(new FrameFormat(PixelFormat.Yuyv, Width - 1, Height, 2 * Width), frame.Format);
        ColorBars.AssertShownIn(frame.Format, frame.Bytes, ColorBars.ThreeQuarters, Rounding);
    }

    private Frame Read(V4L2FrameSource source) => source.Read(_deadline.Token)!;
}
