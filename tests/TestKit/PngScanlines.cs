using System.Buffers.Binary;
using System.IO.Compression;

namespace EdgeVision.TestKit;

/// <summary>
/// The samples of a PNG file (ISO/IEC 15948) as they lie in it, without interlace; written from the standard, for checking what a library reads and writes.
/// </summary>
/// <param name="ColorType">0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA.</param>
/// <param name="Palette">[colours, 3]; empty where the file has none.</param>
/// <param name="Bytes">Lines of (width · channels · depth + 7) / 8 bytes.</param>
public sealed record PngScanlines(int Width, int Height, int BitDepth, int ColorType, byte[] Palette, byte[] Bytes)
{
    private static readonly byte[] s_signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    private int Channels => ColorType switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    private int Stride => ((Width * Channels * BitDepth) + 7) / 8;

    /// <summary>Reads a file.</summary>
    public static PngScanlines Parse(ReadOnlySpan<byte> file)
    {
        PngScanlines header = new(0, 0, 0, 0, [], []);
        using MemoryStream compressed = new();
        for (int at = s_signature.Length; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            ReadOnlySpan<byte> type = file.Slice(at + 4, 4), body = file.Slice(at + 8, length);
            if (type.SequenceEqual("IHDR"u8))
            {
                if (body[12] != 0)
                    throw new NotSupportedException("The PNG is interlaced.");
                header = header with
                {
                    Width = BinaryPrimitives.ReadInt32BigEndian(body),
                    Height = BinaryPrimitives.ReadInt32BigEndian(body[4..]),
                    BitDepth = body[8],
                    ColorType = body[9],
                };
            }
            else if (type.SequenceEqual("PLTE"u8))
            {
                header = header with { Palette = body.ToArray() };
            }
            else if (type.SequenceEqual("IDAT"u8))
            {
                compressed.Write(body);
            }

            at += 12 + length;
        }

        compressed.Position = 0;
        return header with { Bytes = header.Unfilter(compressed) };
    }

    /// <summary>A file with these samples, its lines unfiltered.</summary>
    public byte[] ToFile()
    {
        using MemoryStream compressed = new();
        using (ZLibStream deflater = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int y = 0; y < Height; y++)
            {
                deflater.WriteByte(0);
                deflater.Write(Bytes, y * Stride, Stride);
            }
        }

        using MemoryStream file = new();
        file.Write(ToHeader());
        if (Palette.Length > 0)
            WriteChunk(file, "PLTE"u8, Palette);
        WriteChunk(file, "IDAT"u8, compressed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The file up to its header's end.</summary>
    public byte[] ToHeader()
    {
        using MemoryStream file = new();
        file.Write(s_signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Height);
        (header[8], header[9]) = ((byte)BitDepth, (byte)ColorType);
        WriteChunk(file, "IHDR"u8, header);
        return file.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(type);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum([.. type, .. body]));
        file.Write(number);
    }

    internal static uint Checksum(byte[] bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte next in bytes)
        {
            sum ^= next;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
        }

        return ~sum;
    }

    private static int Paeth(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        int toLeft = Math.Abs(estimate - left), toAbove = Math.Abs(estimate - above), toCorner = Math.Abs(estimate - corner);
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private byte[] Unfilter(Stream compressed)
    {
        using ZLibStream inflater = new(compressed, CompressionMode.Decompress);
        int stride = Stride, pixel = Math.Max(1, Channels * BitDepth / 8);
        byte[] bytes = new byte[Height * stride];
        byte[] line = new byte[stride], above = new byte[stride];
        for (int y = 0; y < Height; y++)
        {
            int filter = inflater.ReadByte();
            inflater.ReadExactly(line);
            for (int x = 0; x < stride; x++)
            {
                int left = x >= pixel ? line[x - pixel] : 0, corner = x >= pixel ? above[x - pixel] : 0;
                line[x] += (byte)(filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => above[x],
                    3 => (left + above[x]) / 2,
                    _ => Paeth(left, above[x], corner),
                });
            }

            line.CopyTo(bytes, y * stride);
            (line, above) = (above, line);
        }

        return bytes;
    }
}
