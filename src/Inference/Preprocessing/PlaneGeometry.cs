namespace EdgeVision.Inference.Preprocessing;

/// <summary>Where one plane of an image lies in its bytes.</summary>
/// <param name="Offset">First byte of the plane.</param>
/// <param name="Stride">Bytes from one line to the next.</param>
/// <param name="LineBytes">Bytes of a line that are image.</param>
/// <param name="Lines">Number of lines.</param>
internal readonly record struct PlaneGeometry(int Offset, int Stride, int LineBytes, int Lines)
{
    public const int MaxSide = 16384;
    public const int MaxPlanes = 3;

    /// <summary>Describes the planes of <paramref name="image"/> and gives their number.</summary>
    /// <exception cref="ArgumentException">The image's size, stride or bytes contradict its layout; the message says how.</exception>
    public static int Describe(in ImageView image, Span<PlaneGeometry> planes)
    {
        int width = image.Width, height = image.Height, stride = image.Stride;
        if (width is < 1 or > MaxSide || height is < 1 or > MaxSide)
            throw Error(image, $"each side must be from 1 to {MaxSide} pixels");
        if (image.Layout is PixelLayout.Yuyv or PixelLayout.Uyvy && (width & 1) != 0)
            throw Error(image, "the width must be even, because two pixels share their colour");

        int chromaWidth = (width + 1) / 2, chromaHeight = (height + 1) / 2;
        int count = image.Layout switch
        {
            PixelLayout.Yuyv or PixelLayout.Uyvy => Add(planes, 0, stride, 2 * width, height),
            PixelLayout.Rgb24 or PixelLayout.Bgr24 => Add(planes, 0, stride, 3 * width, height),
            PixelLayout.Grey => Add(planes, 0, stride, width, height),
            PixelLayout.Nv12 => Add(planes, Add(planes, 0, stride, width, height), stride, 2 * chromaWidth, chromaHeight),
            PixelLayout.Yuv420 => Add(planes, Add(planes, Add(planes, 0, stride, width, height),
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
        new($"An image of {image.Width}×{image.Height} pixels, {image.Layout}, cannot be read: {reason}.", nameof(image));
}
