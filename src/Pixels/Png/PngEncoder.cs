using EdgeVision.Pixels.Png.Interop;

namespace EdgeVision.Pixels.Png;

/// <summary>RGB24, BGR24, GREY or indexes with a palette to PNG (ISO/IEC 15948), 8 bits a channel, by libpng. Not for several threads at once.</summary>
public sealed unsafe class PngEncoder : IDisposable
{
    private readonly PixelBuffer _buffer = new();

    /// <summary>Opens the library.</summary>
    /// <exception cref="CodecException">libpng is not installed.</exception>
    public PngEncoder() => LibPng.Load();

    /// <summary>Compresses a picture.</summary>
    /// <param name="pixels">At least <see cref="FrameFormat.ByteCount"/> bytes.</param>
    /// <param name="format">RGB24, BGR24 or GREY.</param>
    /// <returns>The PNG, in memory of the encoder that the next call writes over.</returns>
    /// <exception cref="CodecException">The picture is too large.</exception>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> pixels, FrameFormat format) => Encode(pixels, format, format.Pixels switch
    {
        PixelFormat.Rgb24 => LibPng.FormatRgb,
        PixelFormat.Bgr24 => LibPng.FormatBgr,
        PixelFormat.Grey => LibPng.FormatGrey,
        _ => throw new ArgumentException($"PNG is written from RGB24, BGR24 or GREY, not {format.Pixels}.", nameof(format)),
    }, null);

    /// <summary>Compresses a picture whose pixels are indexes into a palette, a byte each. The file has as many bits a pixel as the palette needs.</summary>
    /// <param name="indexes">[height, width], lines without padding; each below the palette's number of colours.</param>
    /// <param name="width">Pixels a line, at least 1.</param>
    /// <param name="height">Lines, at least 1.</param>
    /// <returns>As <see cref="Encode(ReadOnlySpan{byte}, FrameFormat)"/>.</returns>
    /// <exception cref="CodecException">The picture is too large.</exception>
    public ReadOnlySpan<byte> EncodeIndexes(ReadOnlySpan<byte> indexes, int width, int height, PngPalette palette)
    {
        ArgumentNullException.ThrowIfNull(palette);
        if (palette.Count < PngPalette.MaxColors && indexes.IndexOfAnyExceptInRange((byte)0, (byte)(palette.Count - 1)) is int place and >= 0)
            throw new ArgumentException($"Pixel {place} is colour {indexes[place]} of a palette of {palette.Count}.", nameof(indexes));
        return Encode(indexes, FrameFormat.Packed(PixelFormat.Grey, width, height), LibPng.FormatRgbColormap, palette);
    }

    /// <inheritdoc/>
    public void Dispose() => _buffer.Dispose();

    private ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> pixels, FrameFormat format, uint layout, PngPalette? palette)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(format.Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(format.Height, 1);
        if (format.Stride < FrameFormat.PackedStride(format.Pixels, format.Width))
            throw new ArgumentException($"A stride of {format.Stride} bytes does not hold {format.Width} pixels of {format.Pixels}.", nameof(format));
        if (pixels.Length < format.ByteCount)
            throw new ArgumentException($"{format.Width}×{format.Height} {format.Pixels} takes {format.ByteCount} bytes, not {pixels.Length}.", nameof(pixels));
        if ((long)format.Width * format.Height > PictureLimits.MaxPixels)
            throw new CodecException($"A picture of {format.Width}×{format.Height} is over the limit of {PictureLimits.MaxPixels >> 20} megapixels.");

        LibPngImage image = new()
        {
            Version = LibPng.ImageVersion,
            Width = (uint)format.Width,
            Height = (uint)format.Height,
            Format = layout,
            ColormapEntries = (uint)(palette?.Count ?? 0),
        };
        _buffer.Reserve(MaxFileBytes(format));
        nuint length = (nuint)_buffer.Capacity;
        fixed (byte* source = pixels, colors = palette is null ? default : palette.Colors)
        {
            if (LibPng.Write(&image, _buffer.Pointer, &length, 0, source, format.Stride, colors) == 0)
                throw new CodecException($"libpng cannot write {format.Width}×{format.Height}: {image.Text()}.");
        }

        return _buffer.Bytes[..(int)length];
    }

    /// <summary>
    /// PNG_IMAGE_PNG_SIZE_MAX of png.h: zlib's bound on a filter byte and the samples of each line, 12 bytes for every 8 KiB of that, and all other chunks.
    /// </summary>
    private static int MaxFileBytes(FrameFormat format)
    {
        const int Chunks = 1024;
        long bytes = ((long)FrameFormat.PackedStride(format.Pixels, format.Width) + 1) * format.Height;
        return checked((int)(bytes + (bytes >> 3) + (bytes >> 6) + (bytes >> 9) + Chunks));
    }
}
