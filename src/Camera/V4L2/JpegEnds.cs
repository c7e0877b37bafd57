namespace EdgeVision.Camera.V4L2;

/// <summary>A cheap look at a camera's JPEG before it is lent: a transfer that lost packets lacks the end.</summary>
internal static class JpegEnds
{
    // Some cameras fill the last USB packets with anything.
    private const int MaxPadding = 4096;

    /// <summary>Begins with SOI and has EOI near its end.</summary>
    public static bool AreThere(ReadOnlySpan<byte> jpeg) =>
        jpeg.Length >= 4
        && jpeg[0] == 0xFF
        && jpeg[1] == 0xD8
        && jpeg[Math.Max(2, jpeg.Length - MaxPadding)..].LastIndexOf([(byte)0xFF, (byte)0xD9]) >= 0;
}
