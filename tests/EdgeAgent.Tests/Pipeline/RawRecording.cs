using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>A file of raw 640×480 YUYV frames: a sample picture that moves a little from frame to frame, BT.601 limited range.</summary>
internal static class RawRecording
{
    public static FrameFormat Format { get; } = FrameFormat.Packed(PixelFormat.Yuyv, 640, 480);

    /// <summary>Writes the frames to <paramref name="path"/>.</summary>
    public static void Write(string path, string sample, int frames)
    {
        using var pixels = new PixelBuffer();
        using var decoder = new JpegDecoder();
        FrameFormat picture = decoder.Decode(File.ReadAllBytes(Repository.PathTo("samples", sample)), 0, 0, pixels).Format;
        byte[] frame = new byte[Format.ByteCount];
        using FileStream file = File.Create(path);
        for (int number = 0; number < frames; number++)
        {
            for (int y = 0; y < Format.Height; y++)
            {
                for (int x = 0; x < Format.Width; x++)
                {
                    int column = (x + (4 * number)) * picture.Width / (Format.Width + (4 * frames));
                    ReadOnlySpan<byte> rgb = pixels.Bytes.Slice((y * picture.Height / Format.Height * picture.Stride) + (3 * column), 3);
                    Span<byte> pair = frame.AsSpan((y * Format.Stride) + (x / 2 * 4), 4);
                    pair[x % 2 * 2] = (byte)(16 + (((66 * rgb[0]) + (129 * rgb[1]) + (25 * rgb[2])) >> 8));
                    pair[1] = (byte)(128 + (((-38 * rgb[0]) - (74 * rgb[1]) + (112 * rgb[2])) >> 8));
                    pair[3] = (byte)(128 + (((112 * rgb[0]) - (94 * rgb[1]) - (18 * rgb[2])) >> 8));
                }
            }

            file.Write(frame);
        }
    }
}
