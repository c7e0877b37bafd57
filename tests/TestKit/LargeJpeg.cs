namespace EdgeVision.TestKit;

/// <summary>A grey JPEG of any size, one colour everywhere, of six bits a block: large pictures that are whole and quick to make.</summary>
public static class LargeJpeg
{
    // The codes of no difference and of the end of a block, 00 and 1010 by the standard's tables (ITU-T T.81, K.3), four times over.
    private static readonly byte[] s_fourBlocks = [0x28, 0xA2, 0x8A];

    /// <summary>The file.</summary>
    public static byte[] Make(int width, int height)
    {
        byte[] small = SmallJpegs.All[1];
        int header = small.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]), scan = small.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        long blocks = (width + 7L) / 8 * ((height + 7L) / 8);
        byte[] entropy = new byte[(blocks + 3) / 4 * 3];
        for (int i = 0; i < entropy.Length; i++)
            entropy[i] = s_fourBlocks[i % 3];
        return
        [
            .. small[..(header + 5)], (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width,
            .. small[(header + 9)..(scan + 10)], .. entropy, 0xFF, 0xD9,
        ];
    }
}
