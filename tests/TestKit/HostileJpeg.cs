using System.Buffers.Binary;

namespace EdgeVision.TestKit;

/// <summary>JPEG files with something wrong in them, as a broken camera, a lossy link or malice would make them.</summary>
public static class HostileJpeg
{
    // Sizes that are cheap to decode where they are allowed, and such as are not.
    private static readonly ushort[] s_sizes = [0, 1, 8, 23, 25, 64, 200, 17000, 65535];

    /// <summary>A file made of others by one to three changes.</summary>
    public static byte[] Make(IReadOnlyList<byte[]> whole, Random random)
    {
        byte[] file = [.. whole[random.Next(whole.Count)]];
        for (int changes = random.Next(1, 4); changes > 0; changes--)
            file = Change(file, whole, random);
        return file;
    }

    private static byte[] Change(byte[] file, IReadOnlyList<byte[]> whole, Random random)
    {
        List<(int Start, int End, byte Code)> segments = Segments(file);
        if (file.Length < 4 || segments.Count < 2)
            return [.. whole[random.Next(whole.Count)]];

        (int start, int end, byte code) = segments[random.Next(segments.Count)];
        (int otherStart, int otherEnd, _) = segments[random.Next(segments.Count)];
        int at = random.Next(2, file.Length);
        switch (random.Next(13))
        {
            case 0:
                return file[..at];
            case 1:
                for (int flips = random.Next(1, 9); flips > 0; flips--)
                    file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
                return file;
            case 2:
                return [.. file[..start], .. file[otherStart..otherEnd], .. file[start..]];
            case 3:
                return [.. file[..start], .. file[end..]];
            case 4:
                return [.. file[..at], .. Bytes(random, random.Next(1, 40)), .. file[at..]];
            case 5:
                return [.. file[..at], 0xFF, (byte)random.Next(256), .. file[at..]];
            case 6:
                byte[] other = whole[random.Next(whole.Count)];
                return [.. file[..start], .. other[Math.Min(start, other.Length)..]];
            case 7:
                return [.. file[..start], .. Enumerable.Repeat(file[start..], random.Next(2, 40)).SelectMany(static part => part)];
            case 8:
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(start + 2), (ushort)random.Next(random.Next(2) == 0 ? 40 : 65536));
                return file;
            case 9:
                if (end - start > 6)
                    file[random.Next(start + 4, Math.Min(end, start + 24))] = (byte)random.Next(256);
                return file;
            default:
                return ChangeFrameHeader(file, segments, random);
        }
    }

    private static byte[] ChangeFrameHeader(byte[] file, List<(int Start, int End, byte Code)> segments, Random random)
    {
        int header = segments.FindIndex(static segment => segment.Code is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC));
        if (header < 0 || segments[header].End - segments[header].Start < 12)
            return file;

        int start = segments[header].Start;
        switch (random.Next(6))
        {
            case 0:
                file[start + 1] = (byte)(0xC0 + random.Next(16));
                break;
            case 1:
                file[start + 4] = (byte)random.Next(17);
                break;
            case 2:
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(start + 5), s_sizes[random.Next(s_sizes.Length)]);
                break;
            case 3:
                BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(start + 7), s_sizes[random.Next(s_sizes.Length)]);
                break;
            case 4:
                file[start + 9] = (byte)random.Next(6);
                break;
            default:
                file[start + 11] = (byte)random.Next(256);
                break;
        }

        return file;
    }

    private static byte[] Bytes(Random random, int count)
    {
        byte[] bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    /// <summary>Each marker with what its length says, in a file that may be broken.</summary>
    private static List<(int Start, int End, byte Code)> Segments(byte[] file)
    {
        List<(int, int, byte)> segments = [];
        for (int at = 2; at + 4 <= file.Length; at++)
        {
            byte code = file[at + 1];
            if (file[at] != 0xFF || code is 0x00 or 0x01 or 0xFF or (>= 0xD0 and <= 0xD9))
                continue;

            int end = Math.Min(file.Length, at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(at + 2)));
            segments.Add((at, end, code));
            at = Math.Max(at, end - 1);
        }

        return segments;
    }
}
