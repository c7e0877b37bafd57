namespace EdgeVision.Peripherals;

/// <summary>
/// The public-domain Fixed font of X11, 8×16 pixels, turned as an OLED controller wants it: a byte is a column of eight pixels, the
/// uppermost in bit 0; eight such bytes for a character's upper half, eight for its lower.
/// </summary>
internal sealed class DisplayFont
{
    public const int GlyphWidth = 8;
    public const int GlyphHeight = 16;

    private const int HeaderLength = 4;
    private readonly byte[] _halves = new byte[128 * GlyphHeight];

    /// <summary>From the PC Screen Font 1 inside this assembly: 4 bytes of header, then 16 bytes a glyph, a bit a pixel, the left one highest.</summary>
    public DisplayFont()
    {
        using Stream resource = typeof(DisplayFont).Assembly.GetManifestResourceStream("fixed-8x16.psf")
            ?? throw new InvalidOperationException("The font fixed-8x16.psf is missing from this build.");
        byte[] file = new byte[HeaderLength + _halves.Length];
        resource.ReadExactly(file);
        for (int i = 0; i < _halves.Length; i++)
        {
            // Byte i is column i % 8 of half i / 8 % 2 of its character.
            ReadOnlySpan<byte> lines = file.AsSpan(HeaderLength + i / GlyphHeight * GlyphHeight + i / GlyphWidth % 2 * 8, 8);
            for (int y = 0; y < 8; y++)
                _halves[i] |= (byte)((lines[y] >> (7 - i % GlyphWidth) & 1) << y);
        }
    }

    /// <summary>Eight columns of the upper (0) or lower (1) half of a printable ASCII character.</summary>
    public ReadOnlySpan<byte> Half(char character, int half) => _halves.AsSpan(character * GlyphHeight + half * GlyphWidth, GlyphWidth);
}
