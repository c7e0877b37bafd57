namespace EdgeVision.Pixels.Png;

/// <summary>The colours of a PNG picture whose pixels are indexes: up to 256 of (red, green, blue), a byte each.</summary>
public sealed class PngPalette
{
    /// <summary>The most colours a palette has.</summary>
    public const int MaxColors = 256;

    private readonly byte[] _bytes = new byte[3 * MaxColors];

    /// <summary>An empty palette, to be filled by a decoder.</summary>
    public PngPalette()
    {
    }

    /// <summary>A palette of the given colours.</summary>
    /// <param name="colors">[colours, 3]: 1 to 256 times red, green, blue; copied.</param>
    public PngPalette(ReadOnlySpan<byte> colors)
    {
        if (colors.Length is < 3 or > 3 * MaxColors || colors.Length % 3 != 0)
            throw new ArgumentException($"A palette has 1 to {MaxColors} colours of three bytes, not {colors.Length} bytes.", nameof(colors));
        colors.CopyTo(_bytes);
        Count = colors.Length / 3;
    }

    /// <summary>How many colours.</summary>
    public int Count { get; internal set; }

    /// <summary>[colours, 3]: red, green, blue.</summary>
    public ReadOnlySpan<byte> Colors => _bytes.AsSpan(0, 3 * Count);

    /// <summary>Room for <see cref="MaxColors"/>.</summary>
    internal Span<byte> Room => _bytes;
}
