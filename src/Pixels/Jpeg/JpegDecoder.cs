using System.Runtime.InteropServices;
using System.Text;
using EdgeVision.Pixels.Jpeg.Interop;

namespace EdgeVision.Pixels.Jpeg;

/// <summary>
/// JPEG to RGB24 by libjpeg-turbo, whole or at the smallest of a half, a quarter and an eighth that still covers the wanted size:
/// the rest of the picture is never computed. What a picture's markers say is held against <see cref="PictureLimits"/> before the library sees it.
/// Takes baseline and progressive, grey and YCbCr pictures, with or without Huffman tables (USB cameras leave them out).
/// Not for several threads at once.
/// </summary>
public sealed unsafe class JpegDecoder : IDisposable
{
    private readonly ScalingFactor[] _factors;
    private SafeTurboJpegHandle _handle;

    /// <summary>Opens the library.</summary>
    /// <exception cref="CodecException">libturbojpeg is not installed.</exception>
    public JpegDecoder()
    {
        _handle = Open(TurboJpeg.InitDecompress);
        ScalingFactor* factors = TurboJpeg.GetScalingFactors(out int count);
        List<ScalingFactor> reductions = [];
        for (int i = 0; factors is not null && i < count; i++)
        {
            // The library has vector code for halves alone: any other number of eighths takes it longer than the next larger
            // half, 5/8 to 7/8 longer than the whole.
            if (factors[i].Numerator == 1)
                reductions.Add(factors[i]);
        }

        _factors = [.. reductions.OrderByDescending(factor => factor.Denominator)];
    }

    /// <summary>Why the last <see cref="TryDecode"/> failed, one sentence; empty after success.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Decodes a picture, or says in <see cref="Error"/> why not. Allocates nothing once the buffer has its size.</summary>
    /// <param name="jpeg">One whole picture. Bytes after its end are ignored.</param>
    /// <param name="coverWidth">Pixels the result must have at least, unless the picture has fewer; 0 for full size.</param>
    /// <param name="coverHeight">Lines the result must have at least, unless the picture has fewer; 0 for full size.</param>
    /// <param name="destination">Grows to the size needed. Its contents are undefined after a failure.</param>
    /// <param name="picture">What was written.</param>
    public bool TryDecode(ReadOnlySpan<byte> jpeg, int coverWidth, int coverHeight, PixelBuffer destination, out DecodedPicture picture)
    {
        ArgumentNullException.ThrowIfNull(destination);
        picture = default;
        Error = "";
        if (jpeg.IsEmpty)
            return Refuse("The picture is empty.");
        if (!JpegMarkers.BeginsAsJpeg(jpeg))
            return Refuse(
                ForeignPicture.Name(jpeg) is { } kind ? $"The picture is no JPEG but {kind}." : "The picture is not a usable JPEG: it does not begin as one.");
        bool hasHeader = JpegHeader.TryRead(jpeg, out JpegHeader header, out int scans);
        if (hasHeader && Excess(header, scans) is { } excess)
            return Refuse(excess);

        fixed (byte* source = jpeg)
        {
            CULong length = new((nuint)jpeg.Length);
            if (TurboJpeg.DecompressHeader(_handle, source, length, out int width, out int height, out _, out int colorSpace) != 0 && !IsHarmlessWarning())
                return Fail();
            if (!hasHeader || width != header.Width || height != header.Height)
                return Refuse("The picture's header gives it no size.");
            if (colorSpace is TurboJpeg.ColorSpaceCmyk or TurboJpeg.ColorSpaceYcck)
                return Refuse("The picture is CMYK, made for printing. Convert it to RGB first.");

            ScalingFactor factor = ChooseScale(width, height, coverWidth, coverHeight);
            FrameFormat format = FrameFormat.Packed(PixelFormat.Rgb24, factor.Scale(width), factor.Scale(height));
            if (PictureLimits.Exceeded(format.Width, format.Height) is { } limit)
            {
                string reduced = format.Width == width ? "" : $", {format.Width}×{format.Height} when reduced as far as is allowed here";
                return Refuse($"The picture has {width}×{height} pixels{reduced}; {limit}. Scale it down first.");
            }

            destination.Reserve((int)format.ByteCount);
            int result = TurboJpeg.Decompress(
                _handle, source, length, destination.Pointer, format.Width, format.Stride, format.Height, TurboJpeg.PixelFormatRgb, TurboJpeg.FlagLimitScans);
            if (result != 0 && !IsHarmlessWarning())
                return Fail();

            picture = new DecodedPicture(format, width, height);
            return true;
        }
    }

    /// <summary>As <see cref="TryDecode"/>, for pictures that must be good.</summary>
    /// <exception cref="CodecException">The picture is no JPEG, damaged or refused.</exception>
    public DecodedPicture Decode(ReadOnlySpan<byte> jpeg, int coverWidth, int coverHeight, PixelBuffer destination) =>
        TryDecode(jpeg, coverWidth, coverHeight, destination, out DecodedPicture picture) ? picture : throw new CodecException(Error);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    internal static SafeTurboJpegHandle Open(Func<SafeTurboJpegHandle> initialize)
    {
        try
        {
            SafeTurboJpegHandle handle = initialize();
            return handle.IsInvalid ? throw new CodecException("libjpeg-turbo has no memory for a codec.") : handle;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            throw new CodecException("JPEG needs libjpeg-turbo 2: apt-get install libturbojpeg0.", e);
        }
    }

    /// <summary>Why a picture costs more to decode at any scale than is allowed; <see langword="null"/>: it does not.</summary>
    private static string? Excess(in JpegHeader header, int scans)
    {
        long pixels = (long)header.Width * header.Height;
        if (pixels > PictureLimits.MaxStoredPixels)
            return $"The picture has {header.Width}×{header.Height} pixels; the largest taken is {PictureLimits.MaxStoredPixels >> 20} megapixels. "
                + "Scale it down first.";
        if (scans > 0 && pixels > PictureLimits.MaxScannedPixels)
            return $"The picture has {header.Width}×{header.Height} pixels in several scans; "
                + $"the largest such taken is {PictureLimits.MaxScannedPixels >> 20} megapixels. Save it as a baseline JPEG.";
        return scans * pixels > PictureLimits.MaxScanWork
            ? $"The picture has {header.Width}×{header.Height} pixels in {scans} scans; the most taken of that size are {PictureLimits.MaxScanWork / pixels}. "
                + "Save it as a baseline JPEG."
            : null;
    }

    private ScalingFactor ChooseScale(int width, int height, int coverWidth, int coverHeight)
    {
        if (coverWidth > 0 && coverHeight > 0)
        {
            foreach (ScalingFactor factor in _factors)
            {
                if (factor.Scale(width) >= coverWidth && factor.Scale(height) >= coverHeight)
                    return factor;
            }
        }

        return new ScalingFactor(1, 1);
    }

    /// <summary>Padding before the end marker is a habit of many USB cameras and costs no pixel; every other warning does.</summary>
    private bool IsHarmlessWarning() =>
        TurboJpeg.GetErrorCode(_handle) == TurboJpeg.ErrorWarning && TurboJpeg.ErrorText(_handle).IndexOf("extraneous bytes before marker"u8) >= 0;

    private bool Refuse(string reason)
    {
        Error = reason;
        return false;
    }

    /// <summary>After an error inside a header, libjpeg-turbo 2.1 goes on from there with the next picture, so a failed decompressor is replaced.</summary>
    private bool Fail()
    {
        string said = Encoding.UTF8.GetString(TurboJpeg.ErrorText(_handle));
        bool damaged = TurboJpeg.GetErrorCode(_handle) == TurboJpeg.ErrorWarning;
        _handle.Dispose();
        _handle = Open(TurboJpeg.InitDecompress);
        return Refuse(damaged ? $"The picture is damaged: {said}." : $"The picture is not a usable JPEG: {said}.");
    }
}
