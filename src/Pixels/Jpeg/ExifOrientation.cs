using System.Buffers.Binary;

namespace EdgeVision.Pixels.Jpeg;

/// <summary>How a camera was held: telephones store pictures as their sensor lies and say in Exif (CIPA DC-008, §4.6.4, tag 0x0112) how to turn them.</summary>
public static class ExifOrientation
{
    /// <summary>The picture is upright as it is stored.</summary>
    public const int Upright = 1;

    private const ushort Tag = 0x0112;
    private const ushort Short = 3;
    private const int EntryLength = 12;

    /// <summary>Whether lines become columns.</summary>
    public static bool SwapsSides(int orientation) => orientation is >= 5 and <= 8;

    /// <summary>1 to 8; <see cref="Upright"/> where the file does not say, or says it in a way that cannot be.</summary>
    public static int Of(ReadOnlySpan<byte> jpeg)
    {
        if (!jpeg.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8]))
            return Upright;

        for (int at = 2; at + 4 <= jpeg.Length && jpeg[at] == 0xFF;)
        {
            byte code = jpeg[at + 1];
            // A marker may be preceded by more of its first byte; pictures begin with SOS, and no Exif comes behind.
            if (code == 0xFF)
            {
                at++;
                continue;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
            if (code is 0xDA or 0xD9 || length < 2 || at + 2 + length > jpeg.Length)
                return Upright;
            ReadOnlySpan<byte> segment = jpeg.Slice(at + 4, length - 2);
            if (code == 0xE1 && segment.StartsWith("Exif\0\0"u8))
                return OfTiff(segment[6..]);
            at += 2 + length;
        }

        return Upright;
    }

    private static int OfTiff(ReadOnlySpan<byte> tiff)
    {
        bool isLittle = tiff.StartsWith("II*\0"u8);
        if (!isLittle && !tiff.StartsWith("MM\0*"u8))
            return Upright;
        if (tiff.Length < 8 || Number32(tiff[4..]) is var directory && directory > (uint)tiff.Length - 2)
            return Upright;

        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Number16(entries);
        entries = entries[2..];
        for (int i = 0; i < count && entries.Length >= EntryLength; i++, entries = entries[EntryLength..])
        {
            if (Number16(entries) == Tag)
                return Number16(entries[2..]) == Short && Number16(entries[8..]) is var orientation and >= 1 and <= 8 ? orientation : Upright;
        }

        return Upright;

        ushort Number16(ReadOnlySpan<byte> at) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);
        uint Number32(ReadOnlySpan<byte> at) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);
    }
}
