namespace EdgeVision.Workbench.Drawing;

/// <summary>Writes labels on strips of their class's colour, in a size that suits the picture.</summary>
internal sealed class CaptionPainter
{
    private readonly PixelFont _font = PixelFont.Load();

    /// <summary>Picture pixels a pixel of the font has on a canvas.</summary>
    public static int ScaleFor(Canvas canvas) => Math.Max(1, Math.Min(canvas.Width, canvas.Height) / 600);

    /// <summary>A caption whose strip ends at <paramref name="bottom"/>, or begins there where it would leave the canvas.</summary>
    public void PaintAbove(Canvas canvas, int left, int bottom, int labelIndex, string text)
    {
        int height = PixelFont.GlyphHeight * ScaleFor(canvas);
        Paint(canvas, left, bottom >= height ? bottom - height : bottom, labelIndex, text);
    }

    /// <summary>Captions one below the other from the canvas's top left corner on.</summary>
    public void PaintList(Canvas canvas, IEnumerable<(int LabelIndex, string Text)> captions)
    {
        int scale = ScaleFor(canvas), top = 0;
        foreach ((int labelIndex, string text) in captions)
        {
            Paint(canvas, 0, top, labelIndex, text);
            top += PixelFont.GlyphHeight * scale;
        }
    }

    private void Paint(Canvas canvas, int left, int top, int labelIndex, string text)
    {
        int scale = ScaleFor(canvas);
        Color color = Color.ForLabel(labelIndex);
        int height = PixelFont.GlyphHeight * scale, width = ((text.Length * PixelFont.GlyphWidth) + 4) * scale;
        left = Math.Clamp(left, 0, Math.Max(0, canvas.Width - width));
        canvas.Fill(left, top, left + width, top + height, color);
        canvas.Write(text, _font, left + (2 * scale), top, scale, color.Readable);
    }
}
