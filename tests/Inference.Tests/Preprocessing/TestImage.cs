using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.Inference.Tests.Preprocessing;

/// <summary>An image of random bytes, with a stride that may be longer than its lines, cut off after its last pixel.</summary>
internal sealed class TestImage
{
    private TestImage(PixelLayout layout, int width, int height, int stride, YuvEncoding encoding, byte[] bytes)
    {
        (Layout, Width, Height, Stride, Encoding, Bytes) = (layout, width, height, stride, encoding, bytes);
    }

    public PixelLayout Layout { get; }

    public int Width { get; }

    public int Height { get; }

    public int Stride { get; }

    public YuvEncoding Encoding { get; }

    public byte[] Bytes { get; }

    public ImageView View => new(Layout, Width, Height, Stride, Encoding, Bytes);

    public static TestImage Random(Random random, PixelLayout layout, int width, int height, int padding = 0, YuvEncoding encoding = YuvEncoding.Bt601Limited)
    {
        if (layout is PixelLayout.Yuyv or PixelLayout.Uyvy)
            width += width % 2;
        int half = (width + 1) / 2, halfHeight = (height + 1) / 2;
        int stride = padding + layout switch
        {
            PixelLayout.Yuyv or PixelLayout.Uyvy => 2 * width,
            PixelLayout.Rgb24 or PixelLayout.Bgr24 => 3 * width,
            PixelLayout.Nv12 => 2 * half,
            _ => width,
        };
        int halfStride = (stride + 1) / 2;
        int length = layout switch
        {
            PixelLayout.Yuyv or PixelLayout.Uyvy => (stride * (height - 1)) + (2 * width),
            PixelLayout.Rgb24 or PixelLayout.Bgr24 => (stride * (height - 1)) + (3 * width),
            PixelLayout.Nv12 => (stride * height) + (stride * (halfHeight - 1)) + (2 * half),
            PixelLayout.Yuv420 => (stride * height) + (halfStride * halfHeight) + (halfStride * (halfHeight - 1)) + half,
            _ => (stride * (height - 1)) + width,
        };
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return new TestImage(layout, width, height, stride, encoding, bytes);
    }

    public override string ToString() => $"{Layout} {Width}×{Height}, stride {Stride}, {Encoding}";
}
