using System.Buffers.Binary;

namespace EdgeVision.Camera.Jpeg;

/// <summary>Reads a picture's size without decoding it.</summary>
internal static class JpegHeader
{
    /// <summary>Finds the frame header (SOF0…SOF15, ITU-T T.81 table B.1). False: no JPEG, cut before the frame header, or without a size.</summary>
    public static bool TryReadSize(ReadOnlySpan<byte> jpeg, out int width, out int height)
    {
        width = height = 0;
        if (jpeg.Length < 4 || jpeg[0] != 0xFF || jpeg[1] != 0xD8)
            return false;

        int at = 2;
        while (at + 4 <= jpeg.Length && jpeg[at] == 0xFF)
        {
            byte code = jpeg[at + 1];
            if (code is 0xFF or 0x01 or (>= 0xD0 and <= 0xD7))
            {
                at += code == 0xFF ? 1 : 2;
                continue;
            }

            if (code is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                if (at + 9 > jpeg.Length)
                    return false;
                height = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]);
                width = BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]);
                return width > 0 && height > 0;
            }

            if (code is 0xDA or 0xD9 or 0x00)
                return false;
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
        }

        return false;
    }
}
