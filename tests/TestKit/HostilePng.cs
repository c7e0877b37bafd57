using System.Buffers.Binary;

namespace EdgeVision.TestKit;

/// <summary>PNG files with something wrong in them, most with checksums that are right: what is wrong is then for the decoder to find.</summary>
public static class HostilePng
{
    private const int Signature = 8;
    private static readonly uint[] s_sizes = [0, 1, 2, 7, 33, 17000, 65536, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF];

    /// <summary>A file made of others by one to three changes.</summary>
    public static byte[] Make(IReadOnlyList<byte[]> whole, Random random)
    {
        byte[] file = [.. whole[random.Next(whole.Count)]];
        List<byte[]> chunks = Chunks(file);
        for (int changes = random.Next(1, 4); changes > 0 && chunks.Count > 0; changes--)
            Change(chunks, Chunks(whole[random.Next(whole.Count)]), random);
        byte[] made = [.. file[..Signature], .. chunks.SelectMany(chunk => ToBytes(chunk, isRight: random.Next(20) > 0))];
        return random.Next(8) == 0 ? made[..random.Next(made.Length)] : made;
    }

    private static void Change(List<byte[]> chunks, List<byte[]> others, Random random)
    {
        int place = random.Next(chunks.Count);
        byte[] chunk = chunks[place] = [.. chunks[place]];
        switch (random.Next(8))
        {
            case 0:
                chunks.RemoveAt(place);
                break;
            case 1:
                chunks.Insert(random.Next(chunks.Count), chunk);
                break;
            case 2:
                chunks.Insert(random.Next(chunks.Count), others[random.Next(others.Count)]);
                break;
            case 3:
                chunks[place] = chunk[..random.Next(4, chunk.Length + 1)];
                break;
            case 4:
                chunks[place] = [.. chunk, .. new byte[random.Next(1, 100)]];
                break;
            case 5:
                BinaryPrimitives.WriteUInt32BigEndian(
                    chunks[0].AsSpan(Math.Min(4 * random.Next(1, 3), chunks[0].Length - 4)), s_sizes[random.Next(s_sizes.Length)]);
                break;
            case 6:
                // Depth, colour, compression, filter, interlace.
                if (chunks[0].Length > 16)
                    chunks[0][random.Next(12, 17)] = (byte)random.Next(17);
                break;
            default:
                chunk[random.Next(chunk.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    /// <summary>Type and body of each chunk.</summary>
    private static List<byte[]> Chunks(byte[] file)
    {
        List<byte[]> chunks = [];
        for (int at = Signature; at + 12 <= file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            chunks.Add(file[(at + 4)..(at + 8 + length)]);
            at += 12 + length;
        }

        return chunks;
    }

    private static byte[] ToBytes(byte[] chunk, bool isRight)
    {
        byte[] bytes = new byte[chunk.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(bytes, chunk.Length - 4);
        chunk.CopyTo(bytes, 4);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(chunk.Length + 4), isRight ? PngScanlines.Checksum(chunk) : 0);
        return bytes;
    }
}
