using EdgeVision.Camera;
using EdgeVision.Camera.Jpeg;
using EdgeVision.Camera.Png;
using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.EdgeAgent.Cli.Pictures;

/// <summary>Reads JPEG and PNG files, told apart by how they begin, one after the other into the same memory.</summary>
internal sealed class PictureReader : IDisposable
{
    private readonly JpegDecoder _jpeg = new();
    private readonly PixelBuffer _pixels = new();

    // libpng is asked for by the first PNG only.
    private PngDecoder? _png;
    private DecodedPicture _picture;

    /// <summary>Pixels a line of the picture in the file.</summary>
    public int Width => _picture.PictureWidth;

    /// <summary>Lines of the picture in the file.</summary>
    public int Height => _picture.PictureHeight;

    /// <summary>Whether the file last read is a PNG.</summary>
    public bool IsPng { get; private set; }

    /// <summary>The pixels last read, perhaps reduced.</summary>
    public FrameFormat Format => _picture.Format;

    /// <summary>The bytes last read; RGB24.</summary>
    public Span<byte> Bytes => _pixels.Bytes[..(int)Format.ByteCount];

    /// <summary>The pixels last read, for the preprocessor.</summary>
    public ImageView Image => new(PixelLayout.Rgb24, Format.Width, Format.Height, Format.Stride, YuvEncoding.Bt601Full, Bytes);

    /// <summary>Reads a picture, a JPEG reduced as far as it still covers the given size; 0, 0 for full size.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PictureException">The file is not a picture we can decode.</exception>
    public void Read(string file, int coverWidth, int coverHeight)
    {
        if (!File.Exists(file))
            throw new FileNotFoundException($"{file}: there is no such file.", file);

        byte[] bytes = PictureFile.Read(file);
        IsPng = PngDecoder.IsPng(bytes);
        if (IsPng)
        {
            _png ??= new PngDecoder();
            if (!_png.TryDecode(bytes, _pixels, out FrameFormat format))
                throw new PictureException(file, _png.Error);
            _picture = new DecodedPicture(format, format.Width, format.Height);
        }
        else if (!bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
        {
            throw new PictureException(file, ForeignPicture.Describe(bytes));
        }
        else if (!_jpeg.TryDecode(bytes, coverWidth, coverHeight, _pixels, out _picture))
        {
            throw new PictureException(file, _jpeg.Error);
        }
    }

    public void Dispose()
    {
        _jpeg.Dispose();
        _pixels.Dispose();
    }
}
