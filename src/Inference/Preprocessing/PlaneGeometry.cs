using EdgeVision.Pixels;

namespace EdgeVision.Inference.Preprocessing;

/// <summary>Where one plane of an image lies in its bytes.</summary>
/// <param name="Offset">First byte of the plane.</param>
/// <param name="Stride">Bytes from one line to the next.</param>
/// <param name="LineBytes">Bytes of a line that are image.</param>
/// <param name="Lines">Number of lines.</param>
internal readonly record struct PlaneGeometry(int Offset, int Stride, int LineBytes, int Lines)
{
    public const int MaxPlanes = 3;

    /// <summary>Describes the planes of <paramref name="image"/> and gives their number.</summary>
    /// <exception cref="ArgumentException">The image's size, stride or bytes contradict its layout; the message says how.</exception>
    public static int Describe(in ImageView image, Span<PlaneGeometry> planes)
    {
        PixelFormat pixels = image.Format.Pixels;
        int width = image.Format.Width, height = image.Format.Height, stride = image.Format.Stride;
        if (width is < 1 or > PictureLimits.MaxSide || height is < 1 or > PictureLimits.MaxSide)
            throw Error(image, $"each side must be from 1 to {PictureLimits.MaxSide} pixels");
        if (pixels is PixelFormat.Yuyv or PixelFormat.Uyvy && (width & 1) != 0)
            throw Error(image, "the width must be even, because two pixels share their colour");

        int chromaWidth = (width + 1) / 2, chromaHeight = (height + 1) / 2;
        int count = pixels switch
        {
            PixelFormat.Yuyv or PixelFormat.Uyvy => Add(planes, 0, stride, 2 * width, height),
            PixelFormat.Rgb24 or PixelFormat.Bgr24 => Add(planes, 0, stride, 3 * width, height),
            PixelFormat.Grey => Add(planes, 0, stride, width, height),
            PixelFormat.Nv12 => Add(planes, Add(planes, 0, stride, width, height), stride, 2 * chromaWidth, chromaHeight),
            PixelFormat.Yuv420 => Add(planes, Add(planes, Add(planes, 0, stride, width, height),
                HalfOf(stride), chromaWidth, chromaHeight), HalfOf(stride), chromaWidth, chromaHeight),
            _ => throw Error(image, "the layout is unknown"),
        };

        long offset = 0, end = 0;
        for (int i = 0; i < count; i++)
        {
            ref PlaneGeometry plane = ref planes[i];
            if (plane.Stride < plane.LineBytes)
                throw Error(image, $"a stride of {stride} bytes gives plane {i} lines of {plane.Stride} bytes, but each needs {plane.LineBytes}");

            end = offset + ((plane.Lines - 1L) * plane.Stride) + plane.LineBytes;
            if (end > image.Bytes.Length)
                throw Error(image, $"with a stride of {stride} bytes plane {i} ends at byte {end}, but there are only {image.Bytes.Length}");
            plane = plane with { Offset = (int)offset };
            offset += (long)plane.Lines * plane.Stride;
        }

        return count;
    }

    private static int HalfOf(int stride) => (int)(((long)stride + 1) / 2);

    private static int Add(Span<PlaneGeometry> planes, int index, int stride, int lineBytes, int lines)
    {
        planes[index] = new PlaneGeometry(0, stride, lineBytes, lines);
        return index + 1;
    }

    private static ArgumentException Error(in ImageView image, string reason) =>
        new($"An image of {image.Format.Width}×{image.Format.Height} pixels, {image.Format.Pixels}, cannot be read: {reason}.", nameof(image));
}
