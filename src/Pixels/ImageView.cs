namespace EdgeVision.Pixels;

/// <summary>
/// Pixels somebody else owns, all planes in one block of memory: the Y (or packed) plane first, each following plane directly after the one before.
/// </summary>
/// <param name="format">Arrangement and size of <paramref name="bytes"/>; not JPEG, which is no pixels yet.</param>
/// <param name="bytes">All planes.</param>
public readonly ref struct ImageView(FrameFormat format, ReadOnlySpan<byte> bytes)
{
    /// <summary>Arrangement and size of <see cref="Bytes"/>.</summary>
    public FrameFormat Format { get; } = format;

    /// <summary>All planes.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}
