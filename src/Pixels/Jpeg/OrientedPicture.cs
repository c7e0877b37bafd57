namespace EdgeVision.Pixels.Jpeg;

/// <summary>Turns and mirrors RGB24 pictures as <see cref="ExifOrientation"/> says.</summary>
public static class OrientedPicture
{
    private const int PixelBytes = 3;

    /// <summary>Writes the upright picture and returns its format.</summary>
    /// <param name="orientation">1 to 8.</param>
    /// <param name="source">[height, stride] of <paramref name="format"/>, RGB24.</param>
    /// <param name="destination">Grows to the size needed; not the memory of <paramref name="source"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such orientation.</exception>
    public static FrameFormat Turn(int orientation, ReadOnlySpan<byte> source, FrameFormat format, PixelBuffer destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfLessThan(orientation, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(orientation, 8);
        (int width, int height, int stride) = (format.Width, format.Height, format.Stride);
        bool swaps = ExifOrientation.SwapsSides(orientation);
        FrameFormat upright = FrameFormat.Packed(PixelFormat.Rgb24, swaps ? height : width, swaps ? width : height);
        destination.Reserve((int)upright.ByteCount);

        // Where the stored picture has the upright one's first pixel, and how far its next pixel and next line are from there.
        bool fromRight = orientation is 2 or 3 or 7 or 8, fromBottom = orientation is 3 or 4 or 6 or 7;
        int column = fromRight ? -PixelBytes : PixelBytes, line = fromBottom ? -stride : stride;
        int first = (fromRight ? (width - 1) * PixelBytes : 0) + (fromBottom ? (height - 1) * stride : 0);
        (int nextPixel, int nextLine) = swaps ? (line, column) : (column, line);
        for (int y = 0; y < upright.Height; y++)
        {
            Span<byte> row = destination.Bytes.Slice(y * upright.Stride, upright.Width * PixelBytes);
            int at = first + y * nextLine;
            for (int x = 0; x < row.Length; x += PixelBytes, at += nextPixel)
                source.Slice(at, PixelBytes).CopyTo(row[x..]);
        }

        return upright;
    }
}
