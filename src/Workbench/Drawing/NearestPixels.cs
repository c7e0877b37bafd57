namespace EdgeVision.Workbench.Drawing;

/// <summary>Scales a map of classes, which cannot be mixed: each pixel is the one whose square holds its centre.</summary>
internal static class NearestPixels
{
    /// <summary>destination[y, x] = source[⌊(y + ½) · sourceHeight / height⌋, ⌊(x + ½) · sourceWidth / width⌋].</summary>
    /// <param name="source">[sourceHeight, sourceWidth]</param>
    /// <param name="destination">[height, width]</param>
    public static void Scale(ReadOnlySpan<byte> source, int sourceWidth, int sourceHeight, Span<byte> destination, int width, int height)
    {
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> from = source.Slice(Nearest(y, sourceHeight, height) * sourceWidth, sourceWidth);
            Span<byte> to = destination.Slice(y * width, width);
            for (int x = 0; x < width; x++)
                to[x] = from[Nearest(x, sourceWidth, width)];
        }
    }

    /// <summary>
    /// Which of <paramref name="sources"/> pixels of a line holds the centre of pixel <paramref name="index"/> of a line of <paramref name="count"/>.
    /// </summary>
    public static int Nearest(int index, int sources, int count) => (int)(((2L * index) + 1) * sources / (2L * count));
}
