using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Camera;

/// <summary>
/// Turns any frame into pixels: raw frames pass through untouched, JPEG is decoded into one buffer that is reused. Not thread-safe.
/// </summary>
public sealed class FrameDecoder : IDisposable
{
    private readonly PixelBuffer _pixels = new();
    private JpegDecoder? _jpeg;

    /// <summary>Why the last <see cref="TryDecode"/> failed, one sentence.</summary>
    public string Error { get; private set; } = "";

    /// <summary>Gives the frame's pixels, or says in <see cref="Error"/> why they cannot be had: skip such a frame, the next may be whole.</summary>
    /// <param name="frame">A lent frame; keep it until the view is used up.</param>
    /// <param name="coverWidth">Pixels a JPEG must be decoded to at least; 0 for full size.</param>
    /// <param name="coverHeight">Lines a JPEG must be decoded to at least; 0 for full size.</param>
    /// <param name="view">The pixels.</param>
    /// <exception cref="CodecException">A JPEG frame, and libturbojpeg is not installed.</exception>
    public bool TryDecode(Frame frame, int coverWidth, int coverHeight, out ImageView view)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Error = "";
        view = default;
        FrameFormat format = frame.Format;
        if (format.Pixels != PixelFormat.Jpeg)
        {
            if (!format.IsRawAndSane)
            {
                Error = $"The frame claims {format.Width}×{format.Height} {format.Pixels} with {format.Stride} bytes a line, "
                    + "which is more than is taken or cannot be.";
                return false;
            }

            if (frame.Bytes.Length < format.ByteCount)
            {
                Error = $"The frame has {frame.Bytes.Length} bytes where {format.Width}×{format.Height} {format.Pixels} takes {format.ByteCount}.";
                return false;
            }

            view = new ImageView(format, frame.Bytes);
            return true;
        }

        _jpeg ??= new JpegDecoder();
        if (!_jpeg.TryDecode(frame.Bytes, coverWidth, coverHeight, _pixels, out DecodedPicture picture))
        {
            Error = _jpeg.Error;
            return false;
        }

        view = picture.View(_pixels.Bytes);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _jpeg?.Dispose();
        _pixels.Dispose();
    }
}
