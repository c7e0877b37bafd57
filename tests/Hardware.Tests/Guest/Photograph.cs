using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>
/// A picture of the samples as a camera of 640×480 would give it, in grey borders. Frames of another size are no whole memory pages, which the
/// loopback camera cannot take.
/// </summary>
internal sealed class Photograph
{
    /// <summary>Pixels a line.</summary>
    public const int Width = 640;

    /// <summary>Lines.</summary>
    public const int Height = 480;

    private readonly byte[] _pixels = new byte[Width * Height * 3];

    /// <param name="name">A file of <c>samples/</c>, no larger than the frame.</param>
    public Photograph(string name)
    {
        Array.Fill(_pixels, (byte)128);
        using var decoder = new JpegDecoder();
        using var buffer = new PixelBuffer();
        FrameFormat format = decoder.Decode(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "samples", name)), 0, 0, buffer).Format;
        for (int line = 0; line < format.Height; line++)
            buffer.Bytes.Slice(line * format.Stride, format.Width * 3).CopyTo(_pixels.AsSpan(line * Width * 3));
    }

    /// <summary>The picture as a JPEG file.</summary>
    public byte[] ToJpeg()
    {
        using var encoder = new JpegEncoder();
        return encoder.Encode(_pixels, FrameFormat.Packed(PixelFormat.Rgb24, Width, Height), quality: 95).ToArray();
    }

    /// <summary>
    /// The picture as one YUYV frame: ITU-R BT.601, limited range, which V4L2 means by YUYV and sRGB; two pixels share the mean of their colours.
    /// </summary>
    public byte[] ToYuyv()
    {
        byte[] frame = new byte[Width * Height * 2];
        for (int pixel = 0; pixel < Width * Height; pixel += 2)
        {
            (double y0, double u0, double v0) = ToYuv(pixel);
            (double y1, double u1, double v1) = ToYuv(pixel + 1);
            frame[pixel * 2] = Byte(y0);
            frame[(pixel * 2) + 1] = Byte((u0 + u1) / 2);
            frame[(pixel * 2) + 2] = Byte(y1);
            frame[(pixel * 2) + 3] = Byte((v0 + v1) / 2);
        }

        return frame;
    }

    /// <summary>A YUYV frame that is grey all over, in which nothing is.</summary>
    public static byte[] EmptyYuyv()
    {
        byte[] frame = new byte[Width * Height * 2];
        Array.Fill(frame, (byte)128);
        return frame;
    }

    private (double Y, double U, double V) ToYuv(int pixel)
    {
        double r = _pixels[pixel * 3] / 255.0, g = _pixels[(pixel * 3) + 1] / 255.0, b = _pixels[(pixel * 3) + 2] / 255.0;
        double luminance = (0.299 * r) + (0.587 * g) + (0.114 * b);
        return (16 + (219 * luminance), 128 + (224 * (b - luminance) / 1.772), 128 + (224 * (r - luminance) / 1.402));
    }

    private static byte Byte(double value) => (byte)Math.Clamp((int)Math.Round(value), 0, 255);
}
