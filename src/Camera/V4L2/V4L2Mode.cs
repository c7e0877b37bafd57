using EdgeVision.Pixels;

namespace EdgeVision.Camera.V4L2;

/// <summary>One size a camera sends in one format.</summary>
/// <param name="FourCC">The kernel's name of the format, for example <c>YUYV</c>.</param>
/// <param name="Pixels">The same as ours; <see langword="null"/>: a format we do not read, such as H264 or raw Bayer.</param>
/// <param name="Width">Pixels a line; with <paramref name="IsLargest"/> the most.</param>
/// <param name="Height">Lines; with <paramref name="IsLargest"/> the most.</param>
/// <param name="IsLargest">The camera takes smaller sizes of this format too, in steps.</param>
/// <param name="FramesPerSecond">Rates, highest first; empty where the driver does not say.</param>
public sealed record V4L2Mode(string FourCC, PixelFormat? Pixels, int Width, int Height, bool IsLargest, IReadOnlyList<double> FramesPerSecond)
{
    internal uint Code { get; init; }
}
