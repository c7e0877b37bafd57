using System.Runtime.InteropServices;
using System.Text;
using EdgeVision.Pixels.Jpeg.Interop;

namespace EdgeVision.Pixels.Jpeg;

/// <summary>RGB24, BGR24 or GREY to JPEG by libjpeg-turbo, 4:2:0. Not for several threads at once.</summary>
public sealed unsafe class JpegEncoder : IDisposable
{
    private readonly SafeTurboJpegHandle _handle = JpegDecoder.Open(TurboJpeg.InitCompress);
    private readonly PixelBuffer _buffer = new();

    /// <summary>Compresses a picture.</summary>
    /// <param name="pixels">At least <see cref="FrameFormat.ByteCount"/> bytes.</param>
    /// <param name="format">RGB24, BGR24 or GREY.</param>
    /// <param name="quality">1 (small) to 100 (true).</param>
    /// <returns>The JPEG, in memory of the encoder that the next call writes over.</returns>
    /// <exception cref="CodecException">The picture is too large for JPEG.</exception>
    public ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> pixels, FrameFormat format, int quality = 90)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        ArgumentOutOfRangeException.ThrowIfLessThan(format.Width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(format.Height, 1);
        int layout = format.Pixels switch
        {
            PixelFormat.Rgb24 => TurboJpeg.PixelFormatRgb,
            PixelFormat.Bgr24 => TurboJpeg.PixelFormatBgr,
            PixelFormat.Grey => TurboJpeg.PixelFormatGrey,
            _ => throw new ArgumentException($"JPEG is written from RGB24, BGR24 or GREY, not {format.Pixels}.", nameof(format)),
        };
        if (format.Stride < FrameFormat.PackedStride(format.Pixels, format.Width))
            throw new ArgumentException($"A stride of {format.Stride} bytes does not hold {format.Width} pixels of {format.Pixels}.", nameof(format));
        if (pixels.Length < format.ByteCount)
            throw new ArgumentException($"{format.Width}×{format.Height} {format.Pixels} takes {format.ByteCount} bytes, not {pixels.Length}.", nameof(pixels));
        if ((long)format.Width * format.Height > PictureLimits.MaxPixels)
            throw new CodecException($"A picture of {format.Width}×{format.Height} is over the limit of {PictureLimits.MaxPixels >> 20} megapixels.");

        int subsampling = format.Pixels == PixelFormat.Grey ? TurboJpeg.SubsamplingGrey : TurboJpeg.Subsampling420;
        _buffer.Reserve(checked((int)TurboJpeg.BufferSize(format.Width, format.Height, subsampling).Value));
        byte* jpeg = _buffer.Pointer;
        CULong length = new((nuint)_buffer.Capacity);
        fixed (byte* source = pixels)
        {
            int result = TurboJpeg.Compress(
                _handle, source, format.Width, format.Stride, format.Height, layout, &jpeg, &length, subsampling, quality, TurboJpeg.FlagNoRealloc);
            if (result != 0)
            {
                string said = Encoding.UTF8.GetString(TurboJpeg.ErrorText(_handle));
                throw new CodecException($"libjpeg-turbo cannot write {format.Width}×{format.Height}: {said}.");
            }
        }

        return _buffer.Bytes[..(int)length.Value];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle.Dispose();
        _buffer.Dispose();
    }
}
