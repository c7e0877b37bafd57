using EdgeVision.Camera.Replay;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>A bundled picture as a camera would give it: 640×480 YUYV, a little further to the right in each of a few frames, again and again.</summary>
internal static class SampleRecording
{
    private const int Frames = 8;
    private const int ColumnsAFrame = 4;

    /// <summary>What the frames are.</summary>
    public static FrameFormat Format { get; } = FrameFormat.Packed(PixelFormat.Yuyv, 640, 480);

    /// <summary>
    /// A camera that gives <paramref name="framesPerSecond"/> frames, from a temporary file that has no name any more when this returns, so that nothing is
    /// left of it however the process ends.
    /// </summary>
    /// <exception cref="CodecException">The picture cannot be decoded.</exception>
    /// <exception cref="IOException">The picture cannot be read, or no temporary file can be made.</exception>
    public static ReplayFrameSource Open(double framesPerSecond)
    {
        string path = Path.Combine(Path.GetTempPath(), $"edgevision-bench-{Path.GetRandomFileName()}");
        try
        {
            using (FileStream file = new(path, FileMode.CreateNew, FileAccess.Write))
                Write(file, Path.Combine(AppContext.BaseDirectory, "samples", "astronaut.jpg"));
            return new ReplayFrameSource(new ReplayOptions { Path = path, RawFormat = Format, FramesPerSecond = framesPerSecond, Loop = true });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Write(Stream file, string picture)
    {
        using var pixels = new PixelBuffer();
        using var decoder = new JpegDecoder();
        FrameFormat source = decoder.Decode(File.ReadAllBytes(picture), 0, 0, pixels).Format;
        byte[] frame = new byte[Format.ByteCount];
        for (int number = 0; number < Frames; number++)
        {
            for (int y = 0; y < Format.Height; y++)
            {
                ReadOnlySpan<byte> line = pixels.Bytes.Slice(y * source.Height / Format.Height * source.Stride, source.Stride);
                for (int x = 0; x < Format.Width; x += 2)
                    WritePair(line, (x + (ColumnsAFrame * number)) * source.Width / (Format.Width + (ColumnsAFrame * Frames)),
                        frame.AsSpan((y * Format.Stride) + (2 * x), 4));
            }

            file.Write(frame);
        }
    }

    // BT.601, limited range, in 1/256: one pixel of the picture for two of the frame.
    private static void WritePair(ReadOnlySpan<byte> line, int column, Span<byte> pair)
    {
        int red = line[3 * column], green = line[(3 * column) + 1], blue = line[(3 * column) + 2];
        pair[0] = pair[2] = (byte)(16 + (((66 * red) + (129 * green) + (25 * blue)) >> 8));
        pair[1] = (byte)(128 + (((-38 * red) - (74 * green) + (112 * blue)) >> 8));
        pair[3] = (byte)(128 + (((112 * red) - (94 * green) - (18 * blue)) >> 8));
    }
}
