namespace EdgeVision.Pixels;

/// <summary>
/// Pixels somebody else owns, all planes in one block of memory: the Y (or packed) plane first, each following plane directly after the one before.
/// </summary>
/// <param name="format">Arrangement and size of <paramref name="bytes"/>; not JPEG, which is no pixels yet.</param>
/// <param name="bytes">All planes.</param>
/// <param name="pictureWidth">Pixels a line of the whole picture, of which these are a smaller copy.</param>
/// <param name="pictureHeight">Its lines.</param>
public readonly ref struct ImageView(FrameFormat format, ReadOnlySpan<byte> bytes, int pictureWidth, int pictureHeight)
{
    /// <summary>Of a picture in full size.</summary>
    public ImageView(FrameFormat format, ReadOnlySpan<byte> bytes)
        : this(format, bytes, format.Width, format.Height)
    {
    }

    /// <summary>Arrangement and size of <see cref="Bytes"/>.</summary>
    public FrameFormat Format { get; } = format;

    /// <summary>All planes.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    /// <summary>Pixels a line of the picture as captured or stored, which boxes are measured in: more than the format's where a decoder reduced it.</summary>
    public int PictureWidth { get; } = pictureWidth;

    /// <summary>Its lines.</summary>
    public int PictureHeight { get; } = pictureHeight;
}
