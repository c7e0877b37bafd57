using EdgeVision.Pixels.Jpeg;
using EdgeVision.Pixels.Png;
using EdgeVision.Workbench.Drawing;

namespace EdgeVision.Workbench.Pictures;

/// <summary>Reads pictures in full size, has something painted onto them and writes them, each as the kind of file it was, into a folder.</summary>
internal sealed class PicturePainter(PictureReader reader, PictureFolder folder) : IDisposable
{
    private readonly JpegEncoder _jpeg = new();
    private PngEncoder? _png;

    /// <summary>Paints a picture.</summary>
    public delegate void Painting(Canvas canvas);

    /// <summary>Writes <paramref name="file"/> with what <paramref name="paint"/> adds; the reader's picture is the full-size one afterwards.</summary>
    public void Paint(string file, Painting paint)
    {
        reader.Read(file, 0, 0);
        paint(new Canvas(reader.Bytes, reader.Format.Width, reader.Format.Height, reader.Format.Stride));
        folder.Write(file, PictureInput.NameOf(file, reader.IsPng), reader.IsPng
            ? (_png ??= new PngEncoder()).Encode(reader.Bytes, reader.Format)
            : _jpeg.Encode(reader.Bytes, reader.Format));
    }

    public void Dispose()
    {
        _jpeg.Dispose();
        _png?.Dispose();
    }
}
