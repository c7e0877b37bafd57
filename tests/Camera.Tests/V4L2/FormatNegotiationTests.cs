using EdgeVision.Camera.V4L2;
using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Pixels;

namespace EdgeVision.Camera.Tests.V4L2;

public sealed class FormatNegotiationTests
{
    private static readonly V4L2Mode[] s_webcam =
    [
        Mode("MJPG", PixelFormat.Jpeg, 1280, 720, 30), Mode("MJPG", PixelFormat.Jpeg, 640, 480, 30), Mode("YUYV", PixelFormat.Yuyv, 1280, 720, 10),
        Mode("YUYV", PixelFormat.Yuyv, 640, 480, 30, 15), Mode("YUYV", PixelFormat.Yuyv, 320, 240, 30), Mode("H264", null, 640, 480, 60),
    ];

    [Theory]
    [InlineData(640, 480, 30, "YUYV", 640)]
    [InlineData(1280, 720, 30, "MJPG", 1280)]
    [InlineData(1280, 720, 10, "YUYV", 1280)]
    [InlineData(300, 200, 30, "YUYV", 320)]
    [InlineData(1000, 500, 5, "YUYV", 1280)]
    [InlineData(4000, 3000, 30, "MJPG", 1280)]
    [InlineData(640, 480, 60, "YUYV", 640)]
    public void Chooses_SizeThenRateThenTheCheapestFormat(int width, int height, double rate, string format, int chosenWidth)
    {
        V4L2Mode? mode = FormatNegotiation.Choose(s_webcam, new V4L2Options { Path = "/dev/video0", Width = width, Height = height, FramesPerSecond = rate });

        Assert.Equal((format, chosenWidth), (mode!.FourCC, mode.Width));
    }

    [Fact]
    public void Chooses_OnlyAmongTheFormatsAllowed()
    {
        V4L2Options options = new() { Path = "/dev/video0", PixelFormats = [PixelFormat.Jpeg] };

        Assert.Equal("MJPG", FormatNegotiation.Choose(s_webcam, options)!.FourCC);
        Assert.Null(FormatNegotiation.Choose(s_webcam, new V4L2Options { Path = "/dev/video0", PixelFormats = [PixelFormat.Nv12] }));
    }

    [Theory]
    [InlineData(8u, 0u, 0u, ColorEncoding.Bt601Limited)]
    [InlineData(1u, 0u, 0u, ColorEncoding.Bt601Limited)]
    [InlineData(3u, 0u, 0u, ColorEncoding.Bt709Limited)]
    [InlineData(7u, 0u, 0u, ColorEncoding.Bt601Full)]
    [InlineData(8u, 2u, 0u, ColorEncoding.Bt709Limited)]
    [InlineData(8u, 0u, 1u, ColorEncoding.Bt601Full)]
    [InlineData(7u, 0u, 2u, ColorEncoding.Bt601Limited)]
    [InlineData(3u, 0u, 1u, ColorEncoding.Bt709Full)]
    [InlineData(8u, 2u, 1u, ColorEncoding.Bt709Full)]
    [InlineData(7u, 2u, 0u, ColorEncoding.Bt709Full)]
    [InlineData(3u, 1u, 0u, ColorEncoding.Bt601Limited)]
    [InlineData(8u, 3u, 0u, ColorEncoding.Bt601Limited)]
    [InlineData(8u, 4u, 0u, ColorEncoding.Bt709Limited)]
    [InlineData(12u, 0u, 0u, ColorEncoding.Bt709Limited)]
    [InlineData(10u, 0u, 0u, ColorEncoding.Bt709Limited)]
    [InlineData(2u, 0u, 0u, ColorEncoding.Bt709Limited)]
    [InlineData(8u, 7u, 0u, ColorEncoding.Bt709Limited)]
    public void Reads_TheYuvRuleTheDriverNames(uint colorSpace, uint encoding, uint quantization, ColorEncoding expected)
    {
        V4L2Format format = new() { ColorSpace = colorSpace, YuvEncoding = encoding, Quantization = quantization, Private = V4L2Constants.ExtendedFieldsValid };

        Assert.Equal(expected, V4L2PixelFormats.EncodingOf(format));
    }

    [Theory]
    [InlineData(0x56595559u, "YUYV")]
    [InlineData(0x20363159u, "Y16")]
    [InlineData(0xA0363159u, "Y16-BE")]
    public void Names_FormatsAsTheKernelDoes(uint code, string name) => Assert.Equal(name, V4L2PixelFormats.NameOf(code));

    private static V4L2Mode Mode(string fourCC, PixelFormat? pixels, int width, int height, params double[] rates) =>
        new(fourCC, pixels, width, height, IsLargest: false, rates);
}
