namespace EdgeVision.Inference.Segmentation;

/// <summary>
/// The colours in which Pascal VOC draws class maps (the <c>VOClabelcolormap</c> of its development kit): from its lowest on, three bits of a class at a time
/// become the highest free bits of red, green and blue. Class 0, the background, is black.
/// </summary>
public static class VocPalette
{
    private static readonly byte[] s_colors = Generate();

    /// <summary>[256, 3]: red, green, blue of each pixel value of a class map; 255, which marks pixels of no class in VOC's own maps, included.</summary>
    public static ReadOnlySpan<byte> Colors => s_colors;

    private static byte[] Generate()
    {
        const int Classes = 256, Channels = 3;
        byte[] colors = new byte[Classes * Channels];
        for (int i = 0; i < Classes; i++)
        {
            for (int bit = 0; bit < 8; bit++)
                colors[(i * Channels) + (bit % Channels)] |= (byte)((i >> bit & 1) << (7 - (bit / Channels)));
        }

        return colors;
    }
}
