using System.Text;

namespace EdgeVision.Bundles;

/// <summary>
/// The 512 bytes before a file in a tar archive (POSIX.1-1988 <c>ustar</c>, IEEE Std 1003.1 "ustar Interchange Format"), of the one kind that bundles
/// have: a regular file with a short name. <c>System.Formats.Tar</c> is not used for reading, because it allocates what an extended header of a stranger
/// claims before a byte of it is there; links, folders, devices and extensions are refused here instead.
/// </summary>
internal static class TarHeader
{
    /// <summary>Headers and the padding after each file are of this many bytes.</summary>
    public const int BlockLength = 512;

    private const int NameLength = 100;
    private const int SizeAt = 124;
    private const int SumAt = 148;
    private const int KindAt = 156;
    private const int MagicAt = 257;
    private const byte RegularFile = (byte)'0';

    private static ReadOnlySpan<byte> Magic => "ustar\000"u8;

    /// <summary>Bytes of padding after a file.</summary>
    public static int PaddingAfter(long size) => (int)((BlockLength - (size % BlockLength)) % BlockLength);

    /// <summary>Writes one. The owner is root and the time the epoch's begin, so that the same files give the same archive.</summary>
    public static void Write(Span<byte> block, string name, long size)
    {
        block.Clear();
        Encoding.ASCII.GetBytes(name, block[..NameLength]);
        WriteOctal(block.Slice(100, 8), 0b110_100_100);
        WriteOctal(block.Slice(108, 8), 0);
        WriteOctal(block.Slice(116, 8), 0);
        WriteOctal(block.Slice(SizeAt, 12), size);
        WriteOctal(block.Slice(136, 12), 0);
        block[KindAt] = RegularFile;
        Magic.CopyTo(block[MagicAt..]);
        WriteOctal(block.Slice(SumAt, 7), Sum(block));
        block[SumAt + 7] = (byte)' ';
    }

    /// <summary>Reads one; <see langword="false"/>: it is none, or of another kind.</summary>
    public static bool TryRead(ReadOnlySpan<byte> block, out string name, out long size)
    {
        name = "";
        size = 0;
        if (block[KindAt] != RegularFile || !block[MagicAt..].StartsWith(Magic))
            return false;
        if (!TryReadOctal(block.Slice(SumAt, 8), out long sum) || sum != Sum(block) || !TryReadOctal(block.Slice(SizeAt, 12), out size))
            return false;

        ReadOnlySpan<byte> text = block[..NameLength];
        int end = text.IndexOf((byte)0);
        name = Encoding.ASCII.GetString(end < 0 ? text : text[..end]);
        // A prefix would make another name of it.
        return block[345] == 0;
    }

    private static void WriteOctal(Span<byte> field, long value)
    {
        for (int i = field.Length - 2; i >= 0; i--, value >>= 3)
            field[i] = (byte)('0' + (value & 7));
    }

    private static bool TryReadOctal(ReadOnlySpan<byte> field, out long value)
    {
        value = 0;
        int i = 0;
        for (; i < field.Length && field[i] is >= (byte)'0' and <= (byte)'7'; i++)
            value = (value << 3) | (uint)(field[i] - '0');
        return i > 0 && field[i..].IndexOfAnyExcept((byte)0, (byte)' ') < 0;
    }

    /// <summary>The sum of all bytes, those of the sum itself taken as spaces.</summary>
    private static long Sum(ReadOnlySpan<byte> block)
    {
        long sum = 8 * ' ';
        for (int i = 0; i < BlockLength; i++)
            sum += i is >= SumAt and < SumAt + 8 ? 0 : block[i];
        return sum;
    }
}
