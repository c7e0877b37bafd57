using EdgeVision.Pixels.Png.Interop;

namespace EdgeVision.Pixels.Png;

/// <summary>
/// PNG (ISO/IEC 15948) to RGB24 or, where the file has a palette, to its indexes, by libpng. Takes every colour type, depth and interlace; channels of
/// 16 bits are rounded to 8, and what an alpha channel makes transparent is laid on black. Numbers are taken as they are in the file: chunks that ask for
/// another transfer curve or call a colour transparent are passed over. Not for several threads at once.
/// </summary>
public sealed unsafe class PngDecoder
{
    private byte[] _critical = [];

    /// <summary>Opens the library.</summary>
    /// <exception cref="CodecException">libpng is not installed.</exception>
    public PngDecoder() => LibPng.Load();

    /// <summary>Why the last picture was refused, one sentence; empty after success.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Whether bytes begin as every PNG does.</summary>
    public static bool IsPng(ReadOnlySpan<byte> bytes) => PngSignature.Begins(bytes);

    /// <summary>Decodes a picture to RGB24, or says in <see cref="Error"/> why not. Allocates nothing once a file of its length was seen.</summary>
    /// <param name="png">One whole picture. Bytes after its end are ignored.</param>
    /// <param name="destination">Grows to the size needed. Its contents are undefined after a failure.</param>
    /// <param name="format">What was written: RGB24, lines without padding.</param>
    public bool TryDecode(ReadOnlySpan<byte> png, PixelBuffer destination, out FrameFormat format) =>
        TryDecode(png, PixelFormat.Rgb24, destination, null, out format);

    /// <summary>As <see cref="TryDecode(ReadOnlySpan{byte}, PixelBuffer, out FrameFormat)"/>, for pictures that must be good.</summary>
    /// <exception cref="CodecException">The picture is no PNG, damaged or refused.</exception>
    public FrameFormat Decode(ReadOnlySpan<byte> png, PixelBuffer destination) =>
        TryDecode(png, destination, out FrameFormat format) ? format : throw new CodecException(Error);

    /// <summary>Reads the indexes of a picture that has a palette, a byte each whatever its depth, or says in <see cref="Error"/> why not.</summary>
    /// <param name="destination">As above.</param>
    /// <param name="palette">Takes the file's colours.</param>
    /// <param name="format">What was written: GREY, whose bytes are the indexes.</param>
    public bool TryDecodeIndexes(ReadOnlySpan<byte> png, PixelBuffer destination, PngPalette palette, out FrameFormat format)
    {
        ArgumentNullException.ThrowIfNull(palette);
        return TryDecode(png, PixelFormat.Grey, destination, palette, out format);
    }

    private bool TryDecode(ReadOnlySpan<byte> png, PixelFormat pixels, PixelBuffer destination, PngPalette? palette, out FrameFormat format)
    {
        ArgumentNullException.ThrowIfNull(destination);
        format = default;
        Error = "";
        if (png.IsEmpty)
            return Refuse("The picture is empty.");
        if (!IsPng(png))
            return Refuse("The picture is not a usable PNG: it does not begin as one.");

        png = PngChunks.KeepCritical(png, ref _critical);
        LibPngImage image = default;
        image.Version = LibPng.ImageVersion;
        fixed (byte* source = png)
        {
            try
            {
                if (LibPng.BeginRead(&image, source, (nuint)png.Length) == 0)
                    return Refuse($"The picture is not a usable PNG: {image.Text()}.");
                if (PictureLimits.Exceeded(image.Width, image.Height) is { } limit)
                    return Refuse($"The picture has {image.Width}×{image.Height} pixels; {limit}. Scale it down first.");
                if (palette is not null && (image.Format & LibPng.FormatFlagColormap) == 0)
                    return Refuse("The picture has no palette, so its pixels are colours and not indexes.");

                format = FrameFormat.Packed(pixels, (int)image.Width, (int)image.Height);
                destination.Reserve((int)format.ByteCount);
                image.Format = palette is null ? LibPng.FormatRgb : LibPng.FormatRgbColormap;
                // Without this, channels of 16 bits that name no transfer curve count as linear light, and come out far too bright.
                image.Flags |= LibPng.Flag16BitSrgb;
                byte* background = stackalloc byte[3];
                fixed (byte* colors = palette is null ? default : palette.Room)
                {
                    if (LibPng.FinishRead(&image, background, destination.Pointer, format.Stride, colors) == 0)
                        return Refuse($"The picture is damaged: {image.Text()}.");
                }

                return palette is null || HasOnlyColorsOf(palette, (int)image.ColormapEntries, destination.Bytes[..(int)format.ByteCount]);
            }
            finally
            {
                LibPng.Free(&image);
            }
        }
    }

    private bool HasOnlyColorsOf(PngPalette palette, int colors, ReadOnlySpan<byte> indexes)
    {
        palette.Count = Math.Min(colors, PngPalette.MaxColors);
        int stranger = palette.Count < PngPalette.MaxColors ? indexes.IndexOfAnyInRange((byte)palette.Count, byte.MaxValue) : -1;
        return stranger < 0 || Refuse($"The picture is damaged: pixel {stranger} is colour {indexes[stranger]} of a palette of {palette.Count}.");
    }

    private bool Refuse(string reason)
    {
        Error = reason;
        return false;
    }
}
