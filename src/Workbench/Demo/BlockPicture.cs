using Spectre.Console;
using Canvas = EdgeVision.Workbench.Drawing.Canvas;
using Color = Spectre.Console.Color;

namespace EdgeVision.Workbench.Demo;

/// <summary>An RGB24 picture made small enough for a terminal, two pixels in each character: the upper half block in one colour on the other.</summary>
internal sealed class BlockPicture
{
    private const string UpperHalf = "▀";

    private readonly byte[] _pixels;
    private readonly int _width;
    private readonly int _height;

    /// <summary>The mean of those pixels that each pixel of the small picture covers.</summary>
    /// <param name="columns">Characters a line; the picture keeps its shape inside.</param>
    /// <param name="rows">Lines.</param>
    public BlockPicture(ReadOnlySpan<byte> source, int sourceWidth, int sourceHeight, int stride, int columns, int rows)
    {
        double scale = Math.Min((double)columns / sourceWidth, 2.0 * rows / sourceHeight);
        _width = Math.Clamp((int)Math.Round(sourceWidth * scale), 1, columns);
        _height = Math.Clamp((int)Math.Round(sourceHeight * scale), 1, 2 * rows);
        _pixels = new byte[_width * _height * 3];
        for (int y = 0; y < _height; y++)
        {
            for (int x = 0; x < _width; x++)
                Mean(source, stride, Span(x, _width, sourceWidth), Span(y, _height, sourceHeight)).CopyTo(_pixels, (y * _width + x) * 3);
        }

        Columns = columns;
        Rows = rows;
    }

    /// <summary>Characters a line, those beside the picture included.</summary>
    public int Columns { get; }

    /// <summary>Lines, those above and below the picture included.</summary>
    public int Rows { get; }

    /// <summary>The picture with the edges of <paramref name="scene"/>'s boxes, in the middle of its columns and rows.</summary>
    public Paragraph Render(DemoScene scene)
    {
        byte[] painted = [.. _pixels];
        var canvas = new Canvas(painted, _width, _height, _width * 3);
        double scaleX = (double)_width / scene.Width, scaleY = (double)_height / scene.Height;
        foreach (DemoBox box in scene.Boxes)
        {
            int left = (int)(box.Box.Left * scaleX), top = (int)(box.Box.Top * scaleY);
            int right = (int)Math.Ceiling(box.Box.Right * scaleX), bottom = (int)Math.Ceiling(box.Box.Bottom * scaleY);
            canvas.Outline(Math.Max(left, 0), Math.Max(top, 0), Math.Min(right, _width), Math.Min(bottom, _height), 1, Drawing.Color.ForLabel(box.LabelIndex));
        }

        var text = new Paragraph();
        int before = (Columns - _width) / 2, above = (Rows - (_height + 1) / 2) / 2;
        for (int row = 0; row < Rows; row++)
        {
            int y = 2 * (row - above);
            text.Append(new string(' ', before));
            for (int x = 0; x < _width; x++)
                Append(text, painted, x, y);
            text.Append(row < Rows - 1 ? new string(' ', Columns - before - _width) + "\n" : new string(' ', Columns - before - _width));
        }

        return text;
    }

    private static (int Start, int End) Span(int index, int count, int sources)
    {
        int start = (int)((long)index * sources / count);
        return (start, Math.Max(start + 1, (int)((index + 1L) * sources / count)));
    }

    private static byte[] Mean(ReadOnlySpan<byte> source, int stride, (int Start, int End) x, (int Start, int End) y)
    {
        int red = 0, green = 0, blue = 0, count = (x.End - x.Start) * (y.End - y.Start);
        for (int line = y.Start; line < y.End; line++)
        {
            for (int i = line * stride + x.Start * 3; i < line * stride + x.End * 3; i += 3)
            {
                red += source[i];
                green += source[i + 1];
                blue += source[i + 2];
            }
        }

        return [(byte)(red / count), (byte)(green / count), (byte)(blue / count)];
    }

    private void Append(Paragraph text, byte[] pixels, int x, int y)
    {
        if (y < 0 || y >= _height)
            text.Append(" ");
        else if (y + 1 < _height)
            text.Append(UpperHalf, new Style(At(pixels, x, y), At(pixels, x, y + 1)));
        else
            text.Append(UpperHalf, new Style(At(pixels, x, y)));
    }

    private Color At(byte[] pixels, int x, int y)
    {
        int i = (y * _width + x) * 3;
        return new Color(pixels[i], pixels[i + 1], pixels[i + 2]);
    }
}
