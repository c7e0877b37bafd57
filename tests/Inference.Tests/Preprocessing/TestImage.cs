using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tests.Preprocessing;

/// <summary>An image of known or random bytes, the latter with a stride that may be longer than its lines, cut off after its last pixel.</summary>
internal sealed class TestImage
{
    private TestImage(FrameFormat format, byte[] bytes) => (Format, Bytes) = (format, bytes);

    /// <summary>Those whose bytes are pixels: all but JPEG.</summary>
    public static IEnumerable<PixelFormat> Formats => Enum.GetValues<PixelFormat>().Where(static pixels => pixels != PixelFormat.Jpeg);

    public FrameFormat Format { get; }

    public int Width => Format.Width;

    public int Height => Format.Height;

    public byte[] Bytes { get; }

    public ImageView View => new(Format, Bytes);

    /// <summary>An image of pixels that somebody else made.</summary>
    public static TestImage Of(FrameFormat format, byte[] bytes) => new(format, bytes);

    public static TestImage Random(
        Random random, PixelFormat pixels, int width, int height, int padding = 0, ColorEncoding encoding = ColorEncoding.Bt601Limited)
    {
        if (pixels is PixelFormat.Yuyv or PixelFormat.Uyvy)
            width += width % 2;
        int half = (width + 1) / 2, halfHeight = (height + 1) / 2;
        int stride = padding + pixels switch
        {
            PixelFormat.Yuyv or PixelFormat.Uyvy => 2 * width,
            PixelFormat.Rgb24 or PixelFormat.Bgr24 => 3 * width,
            PixelFormat.Nv12 => 2 * half,
            _ => width,
        };
        int halfStride = (stride + 1) / 2;
        int length = pixels switch
        {
            PixelFormat.Yuyv or PixelFormat.Uyvy => (stride * (height - 1)) + (2 * width),
            PixelFormat.Rgb24 or PixelFormat.Bgr24 => (stride * (height - 1)) + (3 * width),
            PixelFormat.Nv12 => (stride * height) + (stride * (halfHeight - 1)) + (2 * half),
            PixelFormat.Yuv420 => (stride * height) + (halfStride * halfHeight) + (halfStride * (halfHeight - 1)) + half,
            _ => (stride * (height - 1)) + width,
        };
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return new TestImage(new FrameFormat(pixels, width, height, stride, encoding), bytes);
    }

    public override string ToString() => $"{Format.Pixels} {Width}×{Height}, stride {Format.Stride}, {Format.Encoding}";
}
