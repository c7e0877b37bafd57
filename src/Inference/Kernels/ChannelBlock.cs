namespace EdgeVision.Inference.Kernels;

/// <summary>
/// The blocked layout of an image: [C / 16 rounded up, H, W, 16], channel c at block c / 16, place c mod 16; places past the last channel hold
/// numbers without meaning. Sixteen channels of a pixel are one cache line, and a whole number of registers at every width.
/// </summary>
internal static class ChannelBlock
{
    /// <summary>Channels in a block.</summary>
    public const int Size = 16;

    /// <summary>Blocks that hold <paramref name="channels"/>.</summary>
    public static int Count(int channels) => (channels + Size - 1) / Size;
}
