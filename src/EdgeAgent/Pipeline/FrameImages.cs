using EdgeVision.Camera;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Pixels;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>The camera's words for pixels to the network's; the two assemblies do not know each other.</summary>
internal static class FrameImages
{
    /// <summary>The same pixels as the network takes them.</summary>
    public static ImageView ToImage(scoped in FrameView view) =>
        new(LayoutOf(view.Format.Pixels), view.Format.Width, view.Format.Height, view.Format.Stride, EncodingOf(view.Format.Encoding), view.Bytes);

    private static PixelLayout LayoutOf(PixelFormat format) => format switch
    {
        PixelFormat.Yuyv => PixelLayout.Yuyv,
        PixelFormat.Uyvy => PixelLayout.Uyvy,
        PixelFormat.Nv12 => PixelLayout.Nv12,
        PixelFormat.Yuv420 => PixelLayout.Yuv420,
        PixelFormat.Grey => PixelLayout.Grey,
        PixelFormat.Rgb24 => PixelLayout.Rgb24,
        PixelFormat.Bgr24 => PixelLayout.Bgr24,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "A decoded frame has raw pixels."),
    };

    private static YuvEncoding EncodingOf(ColorEncoding encoding) => encoding switch
    {
        ColorEncoding.Bt601Limited => YuvEncoding.Bt601Limited,
        ColorEncoding.Bt601Full => YuvEncoding.Bt601Full,
        ColorEncoding.Bt709Limited => YuvEncoding.Bt709Limited,
        ColorEncoding.Bt709Full => YuvEncoding.Bt709Full,
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "There is no such encoding."),
    };
}
