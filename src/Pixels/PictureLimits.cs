namespace EdgeVision.Pixels;

/// <summary>
/// How large a picture may be, wherever one enters: a header of a few bytes can claim gigabytes. What is over a limit is a
/// damaged picture, and the sentence that refuses it names the limit.
/// </summary>
public static class PictureLimits
{
    /// <summary>Most pixels a line, and most lines, of pixels in memory.</summary>
    public const int MaxSide = 16384;

    /// <summary>Most pixels in memory: 64 Mi, 192 MiB of RGB.</summary>
    public const long MaxPixels = 64L << 20;

    /// <summary>Most pixels of a JPEG as stored, of which only a reduced picture is ever in memory: 256 Mi.</summary>
    public const long MaxStoredPixels = 256L << 20;

    /// <summary>Most pixels of a JPEG that comes in several scans, of which all coefficients are kept, six bytes a pixel: 32 Mi, 192 MiB.</summary>
    public const long MaxScannedPixels = 32L << 20;

    /// <summary>Most pixels that all scans of a JPEG go over together: 1 Gi, 32 scans of the largest picture.</summary>
    public const long MaxScanWork = 1L << 30;

    /// <summary>Which limit pixels in memory would be over, in words that follow the picture's size; <see langword="null"/>: none.</summary>
    internal static string? Exceeded(long width, long height) => width > MaxSide || height > MaxSide
        ? $"the longest side taken is {MaxSide} pixels"
        : width * height > MaxPixels ? $"the largest taken is {MaxPixels >> 20} megapixels" : null;
}
