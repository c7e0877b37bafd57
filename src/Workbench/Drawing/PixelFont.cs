namespace EdgeVision.Workbench.Drawing;

/// <summary>
/// The public-domain Fixed font of X11, 8×16 pixels, in the PC Screen Font 1 format (4 bytes of header, then 16 bytes a glyph, a bit a pixel,
/// the left one highest).
/// </summary>
internal sealed class PixelFont
{
    public const int GlyphWidth = 8;
    public const int GlyphHeight = 16;

    private const int HeaderLength = 4;
    private readonly byte[] _file;

    private PixelFont(byte[] file) => _file = file;

    /// <summary>The font inside this assembly.</summary>
    public static PixelFont Load()
    {
        using Stream resource = typeof(PixelFont).Assembly.GetManifestResourceStream("fixed-8x16.psf")
            ?? throw new InvalidOperationException("The font fixed-8x16.psf is missing from this build.");
        byte[] file = new byte[resource.Length];
        resource.ReadExactly(file);
        return new PixelFont(file);
    }

    /// <summary>The 16 lines of a character; a question mark stands for what is not printable ASCII.</summary>
    public ReadOnlySpan<byte> Glyph(char character)
    {
        int code = character is >= ' ' and <= '~' ? character : '?';
        return _file.AsSpan(HeaderLength + code * GlyphHeight, GlyphHeight);
    }
}
