using EdgeVision.Pixels;

namespace EdgeVision.Camera;

/// <summary>Pixels somebody else owns, ready for the preprocessor. Never JPEG.</summary>
/// <param name="format">Arrangement and size of <paramref name="bytes"/>.</param>
/// <param name="pictureWidth">Pixels a line of the picture as captured; more than the format's width where the decoder reduced it.</param>
/// <param name="pictureHeight">Lines of the picture as captured.</param>
/// <param name="bytes">All planes.</param>
public readonly ref struct FrameView(FrameFormat format, int pictureWidth, int pictureHeight, ReadOnlySpan<byte> bytes)
{
    /// <summary>Arrangement and size of <see cref="Bytes"/>.</summary>
    public FrameFormat Format { get; } = format;

    /// <summary>Pixels a line of the picture as captured: what boxes are measured in.</summary>
    public int PictureWidth { get; } = pictureWidth;

    /// <summary>Lines of the picture as captured.</summary>
    public int PictureHeight { get; } = pictureHeight;

    /// <summary>All planes. Valid until the frame is disposed or its decoder used again.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
