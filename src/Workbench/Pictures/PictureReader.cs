using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;
using EdgeVision.Pixels.Png;

namespace EdgeVision.Workbench.Pictures;

/// <summary>Reads JPEG and PNG files, told apart by how they begin, one after the other into the same memory; a JPEG is turned as its Exif says.</summary>
internal sealed class PictureReader : IDisposable
{
    private readonly JpegDecoder _jpeg = new();
    private PixelBuffer _pixels = new();
    private PixelBuffer _turned = new();

    // libpng is asked for by the first PNG only.
    private PngDecoder? _png;
    private DecodedPicture _picture;
    private string _file = "";
    private byte[] _bytes = [];

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
    public ImageView Image => _picture.View(_pixels.Bytes);

    /// <summary>Reads a picture, a JPEG reduced as far as it still covers the given size; 0, 0 for full size.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="UnreadableFileException">It cannot be read.</exception>
    /// <exception cref="PictureException">The file is not a picture we can decode.</exception>
    public void Read(string file, int coverWidth, int coverHeight)
    {
        byte[] bytes = Load(file);
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
        else
        {
            ReadJpeg(file, bytes, coverWidth, coverHeight);
        }
    }

    public void Dispose()
    {
        _jpeg.Dispose();
        _pixels.Dispose();
        _turned.Dispose();
    }

    private void ReadJpeg(string file, byte[] bytes, int coverWidth, int coverHeight)
    {
        int orientation = ExifOrientation.Of(bytes);
        bool swaps = ExifOrientation.SwapsSides(orientation);
        if (!_jpeg.TryDecode(bytes, swaps ? coverHeight : coverWidth, swaps ? coverWidth : coverHeight, _pixels, out DecodedPicture picture))
            throw new PictureException(file, _jpeg.Error);

        _picture = picture;
        if (orientation == ExifOrientation.Upright)
            return;

        FrameFormat upright = OrientedPicture.Turn(orientation, _pixels.Bytes[..(int)picture.Format.ByteCount], picture.Format, _turned);
        (_pixels, _turned) = (_turned, _pixels);
        _picture = swaps ? new DecodedPicture(upright, picture.PictureHeight, picture.PictureWidth) : picture with { Format = upright };
    }

    /// <summary>A picture that is drawn on is read a second time, in full size, which a pipe and standard input give only once.</summary>
    private byte[] Load(string file)
    {
        if (file != _file)
            (_file, _bytes) = ("", []);
        if (_file.Length == 0)
            (_bytes, _file) = (PictureFile.Read(file), file);
        return _bytes;
    }
}
