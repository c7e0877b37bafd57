using EdgeVision.Pixels;

namespace EdgeVision.Camera;

/// <summary>The pixels of a frame, and how large its picture was.</summary>
/// <param name="image">The pixels. Valid until the frame is disposed or its decoder used again.</param>
/// <param name="pictureWidth">Pixels a line of the picture as captured; more than the image's width where the decoder reduced it.</param>
/// <param name="pictureHeight">Lines of the picture as captured.</param>
public readonly ref struct FrameView(ImageView image, int pictureWidth, int pictureHeight)
{
    /// <summary>The pixels, ready for the preprocessor. Valid until the frame is disposed or its decoder used again.</summary>
    public ImageView Image { get; } = image;

    /// <summary>Pixels a line of the picture as captured: what boxes are measured in.</summary>
    public int PictureWidth { get; } = pictureWidth;

    /// <summary>Lines of the picture as captured.</summary>
    public int PictureHeight { get; } = pictureHeight;
}
