using System.Buffers.Binary;
using System.IO.Compression;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Models;

/// <summary>Reads the golden inputs: PNG of 8-bit RGB without interlacing (W3C PNG specification), as [1, 3, H, W] in −1…1.</summary>
internal static class GoldenPicture
{
    public static float[] Read(string file)
    {
        byte[] png = File.ReadAllBytes(Repository.SharedPathTo("data", "golden", file));
        using MemoryStream compressed = new();
        int width = 0, height = 0;
        for (int at = 8; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            ReadOnlySpan<byte> type = png.AsSpan(at + 4, 4), content = png.AsSpan(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                Assert.Equal([8, 2, 0, 0, 0], content[8..].ToArray());
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                compressed.Write(content);
            }

            at += length + 12;
        }

        compressed.Position = 0;
        using ZLibStream stream = new(compressed, CompressionMode.Decompress);
        float[] planes = new float[3 * width * height];
        byte[] line = new byte[width * 3], previous = new byte[width * 3];
        for (int y = 0; y < height; y++)
        {
            int filter = stream.ReadByte();
            stream.ReadExactly(line);
            for (int i = 0; i < line.Length; i++)
            {
                int left = i < 3 ? 0 : line[i - 3], up = previous[i], corner = i < 3 ? 0 : previous[i - 3];
                line[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
                planes[i % 3 * width * height + y * width + i / 3] = line[i] / 127.5f - 1f;
            }

            (line, previous) = (previous, line);
        }

        return planes;
    }

    private static int Paeth(int left, int up, int corner)
    {
        int guess = left + up - corner;
        (int a, int b, int c) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }
}
