namespace EdgeVision.Workbench.Drawing;

/// <summary>Draws on somebody else's RGB24 picture; whatever falls outside it is left out.</summary>
internal readonly ref struct Canvas(Span<byte> pixels, int width, int height, int stride)
{
    private readonly Span<byte> _pixels = pixels;

    /// <summary>Pixels a line.</summary>
    public int Width => width;

    /// <summary>Lines.</summary>
    public int Height => height;

    /// <summary>Fills the pixels from (left, top) up to, not including, (right, bottom).</summary>
    public void Fill(int left, int top, int right, int bottom, Color color)
    {
        left = Math.Clamp(left, 0, width);
        right = Math.Clamp(right, left, width);
        bottom = Math.Clamp(bottom, 0, height);
        for (int y = Math.Clamp(top, 0, height); y < bottom; y++)
        {
            Span<byte> line = _pixels.Slice(y * stride + left * 3, (right - left) * 3);
            for (int i = 0; i < line.Length; i += 3)
                (line[i], line[i + 1], line[i + 2]) = (color.Red, color.Green, color.Blue);
        }
    }

    /// <summary>As <see cref="Fill"/>, but each pixel becomes the mean of what it was and the colour.</summary>
    public void Tint(int left, int top, int right, int bottom, Color color)
    {
        left = Math.Clamp(left, 0, width);
        right = Math.Clamp(right, left, width);
        bottom = Math.Clamp(bottom, 0, height);
        for (int y = Math.Clamp(top, 0, height); y < bottom; y++)
        {
            Span<byte> line = _pixels.Slice(y * stride + left * 3, (right - left) * 3);
            for (int i = 0; i < line.Length; i += 3)
                (line[i], line[i + 1], line[i + 2]) = ((byte)((line[i] + color.Red + 1) / 2), (byte)((line[i + 1] + color.Green + 1) / 2),
                    (byte)((line[i + 2] + color.Blue + 1) / 2));
        }
    }

    /// <summary>The edge of a box, <paramref name="thickness"/> pixels wide, inside it.</summary>
    public void Outline(int left, int top, int right, int bottom, int thickness, Color color)
    {
        Fill(left, top, right, top + thickness, color);
        Fill(left, bottom - thickness, right, bottom, color);
        Fill(left, top, left + thickness, bottom, color);
        Fill(right - thickness, top, right, bottom, color);
    }

    /// <summary>Text with its top-left corner at (left, top), each font pixel <paramref name="scale"/> picture pixels.</summary>
    public void Write(string text, PixelFont font, int left, int top, int scale, Color color)
    {
        foreach (char character in text)
        {
            ReadOnlySpan<byte> glyph = font.Glyph(character);
            for (int row = 0; row < PixelFont.GlyphHeight; row++)
            {
                for (int column = 0; column < PixelFont.GlyphWidth; column++)
                {
                    if ((glyph[row] & (0x80 >> column)) != 0)
                    {
                        int x = left + column * scale, y = top + row * scale;
                        Fill(x, y, x + scale, y + scale, color);
                    }
                }
            }

            left += PixelFont.GlyphWidth * scale;
        }
    }
}
