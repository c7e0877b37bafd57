using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeVision.TestKit;

/// <summary>Reads the golden inputs: PNG of 8-bit RGB without interlace (ISO/IEC 15948), nothing else.</summary>
/// <param name="Pixels">[height, width, 3]</param>
public sealed record PngImage(int Width, int Height, byte[] Pixels)
{
    private const int Channels = 3;

    /// <summary>Decodes a file.</summary>
    public static PngImage Load(string path)
    {
        ReadOnlySpan<byte> file = File.ReadAllBytes(path);
        int width = 0, height = 0;
        using MemoryStream compressed = new();
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> type = file.Slice(at + 4, 4), body = file.Slice(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                width = BinaryPrimitives.ReadInt32BigEndian(body);
                height = BinaryPrimitives.ReadInt32BigEndian(body[4..]);
                if (body[8] != 8 || body[9] != 2 || body[12] != 0)
                    throw new NotSupportedException($"{path} is not 8-bit RGB without interlace.");
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                compressed.Write(body);
            }

            at += 12 + length;
        }

        compressed.Position = 0;
        using ZLibStream inflater = new(compressed, CompressionMode.Decompress);
        int stride = width * Channels;
        byte[] pixels = new byte[height * stride];
        byte[] line = new byte[stride], above = new byte[stride];
        for (int y = 0; y < height; y++)
        {
            int filter = inflater.ReadByte();
            inflater.ReadExactly(line);
            for (int x = 0; x < stride; x++)
            {
                int left = x >= Channels ? line[x - Channels] : 0, corner = x >= Channels ? above[x - Channels] : 0;
                line[x] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above[x],
                    3 => (left + above[x]) / 2,
                    _ => Paeth(left, above[x], corner),
                });
            }

            line.CopyTo(pixels, y * stride);
            (line, above) = (above, line);
        }

        return new PngImage(width, height, pixels);
    }

    /// <summary>Writes x / 127.5 − 1 as [3, height, width].</summary>
    public void CopyNormalizedTo(Span<float> planes)
    {
        int area = Width * Height;
        for (int i = 0; i < area; i++)
        {
            for (int channel = 0; channel < Channels; channel++)
                planes[channel * area + i] = Pixels[i * Channels + channel] / 127.5f - 1f;
        }
    }

    private static int Paeth(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        int toLeft = Math.Abs(estimate - left), toAbove = Math.Abs(estimate - above), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
