namespace EdgeVision.Inference.Preprocessing;

/// <summary>
/// An image somebody else owns, all planes in one block of memory: the Y (or packed) plane first, each following plane directly
/// after the one before. In NV12 the UV plane has <see cref="Stride"/> bytes a line; in YUV420 the U and V planes have half of it, rounded up.
/// </summary>
/// <param name="layout">Arrangement of the bytes.</param>
/// <param name="width">Pixels a line, at least 1.</param>
/// <param name="height">Lines, at least 1.</param>
/// <param name="stride">Bytes from one line of the first plane to the next; at least a line's own bytes.</param>
/// <param name="encoding">YUV to RGB rule.</param>
/// <param name="bytes">All planes.</param>
public readonly ref struct ImageView(PixelLayout layout, int width, int height, int stride, YuvEncoding encoding, ReadOnlySpan<byte> bytes)
{
    /// <summary>Arrangement of the bytes.</summary>
    public PixelLayout Layout { get; } = layout;

    /// <summary>Pixels a line.</summary>
    public int Width { get; } = width;

    /// <summary>Lines.</summary>
    public int Height { get; } = height;

    /// <summary>Bytes from one line of the first plane to the next.</summary>
    public int Stride { get; } = stride;

    /// <summary>YUV to RGB rule.</summary>
    public YuvEncoding Encoding { get; } = encoding;

    /// <summary>All planes.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
