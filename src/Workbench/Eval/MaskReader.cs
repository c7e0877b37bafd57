using EdgeVision.Pixels;
using EdgeVision.Pixels.Png;
using EdgeVision.Workbench.Evaluation;
using EdgeVision.Workbench.Evaluation.GroundTruth;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Eval;

/// <summary>
/// Reads masks into classes, one after the other into the same memory. Pixels that are indexes, grey of eight bits or of a palette, are classes as they are;
/// colours are those of Pascal VOC.
/// </summary>
/// <param name="classes">How many classes there are with background, at most 255.</param>
internal sealed class MaskReader(int classes) : IDisposable
{
    private readonly PngDecoder _decoder = new();
    private readonly PixelBuffer _pixels = new();
    private readonly PngPalette _palette = new();
    private byte[] _classes = [];

    /// <summary>Pixels a line of the mask last read.</summary>
    public int Width { get; private set; }

    /// <summary>Lines of the mask last read.</summary>
    public int Height { get; private set; }

    /// <summary>[height, width]: a class below the number there are, or <see cref="SegmentationEvaluation.Void"/>; valid until the next call.</summary>
    /// <exception cref="PictureException">The file is no mask, or has a class or colour that means nothing.</exception>
    public ReadOnlySpan<byte> Read(string file)
    {
        byte[] png = PictureFile.Read(file);
        PngKind kind = PngKind.Of(png);
        FrameFormat format;
        bool isRead = kind.HasPalette ? _decoder.TryDecodeIndexes(png, _pixels, _palette, out format) : _decoder.TryDecode(png, _pixels, out format);
        if (!isRead)
            throw new PictureException(file, _decoder.Error);
        if (!kind.IsMask)
            throw new PictureException(file, "a mask is grey of eight bits, has a palette, or has the colours of Pascal VOC without transparency.");

        (Width, Height) = (format.Width, format.Height);
        if (_classes.Length < Width * Height)
            _classes = new byte[Width * Height];
        Span<byte> mask = _classes.AsSpan(0, Width * Height);
        ReadOnlySpan<byte> pixels = _pixels.Bytes;
        int channels = kind.HasPalette ? 1 : 3;
        for (int i = 0; i < mask.Length; i++)
            mask[i] = kind.HasColors ? ClassOf(file, i, pixels.Slice(channels * i, channels)) : Known(file, i, pixels[channels * i]);
        return mask;
    }

    public void Dispose() => _pixels.Dispose();

    private byte ClassOf(string file, int pixel, ReadOnlySpan<byte> color) => VocColors.TryGetClass(color[0], color[1], color[2], out byte index)
        ? Known(file, pixel, index)
        : throw new PictureException(file, $"pixel {Place(pixel)} has the colour ({color[0]}, {color[1]}, {color[2]}), which is none of Pascal VOC's.");

    private byte Known(string file, int pixel, byte index) => index < classes || index == SegmentationEvaluation.Void
        ? index
        : throw new PictureException(file, $"pixel {Place(pixel)} has class {index}, but the model has {classes - 1} labels.");

    private string Place(int pixel) => $"({pixel % Width}, {pixel / Width})";
}
