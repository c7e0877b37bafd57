using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Pixels;

namespace EdgeVision.Camera.V4L2;

/// <summary>Chooses among a camera's modes: first the size, then the rate, then what costs the processor least.</summary>
internal static class FormatNegotiation
{
    // Cameras say 29.97 for 30, or 7.5 for a wanted 8.
    private const double RateTolerance = 0.9;

    /// <summary>The mode to ask for, or null if the camera has none in a format that is allowed.</summary>
    public static V4L2Mode? Choose(IEnumerable<V4L2Mode> modes, V4L2Options options)
    {
        IReadOnlyList<PixelFormat> preference = options.PixelFormats ?? V4L2PixelFormats.CheapestFirst;
        return modes
            .Where(mode => Rank(mode, preference) >= 0)
            .OrderBy(mode => !Covers(mode, options))
            .ThenBy(mode => Covers(mode, options) ? Area(mode) : -Area(mode))
            .ThenBy(mode => RateShortfall(mode, options))
            .ThenBy(mode => Rank(mode, preference))
            .FirstOrDefault();
    }

    /// <summary>
    /// What a driver's answer means. Where 4:2:2 has an odd width, the last column is left out: its pair is not whole, and vivid and
    /// v4l2loopback send lines that are too short even for its second half.
    /// </summary>
    public static FrameFormat Read(in V4L2Format answer, PixelFormat pixels)
    {
        int width = (int)answer.Width, told = (int)Math.Min(answer.BytesPerLine, 1 << 20);
        if (pixels is PixelFormat.Yuyv or PixelFormat.Uyvy && width > 1)
            width -= width % 2;
        int stride = pixels == PixelFormat.Jpeg ? 0 : Math.Max(FrameFormat.PackedStride(pixels, width), told);
        return new FrameFormat(pixels, width, (int)answer.Height, stride, V4L2PixelFormats.EncodingOf(answer));
    }

    private static bool Covers(V4L2Mode mode, V4L2Options options) => mode.Width >= options.Width && mode.Height >= options.Height;

    private static long Area(V4L2Mode mode) => (long)mode.Width * mode.Height;

    /// <summary>By how much the wanted rate is missed; 0 where it is reached or unknown. So the fastest of several slow modes wins.</summary>
    private static double RateShortfall(V4L2Mode mode, V4L2Options options) =>
        mode.FramesPerSecond.Count == 0 ? 0 : Math.Max(0, options.FramesPerSecond * RateTolerance - mode.FramesPerSecond[0]);

    private static int Rank(V4L2Mode mode, IReadOnlyList<PixelFormat> preference)
    {
        for (int i = 0; i < preference.Count; i++)
        {
            if (mode.Pixels == preference[i])
                return i;
        }

        return -1;
    }
}
