using System.Buffers.Binary;

namespace EdgeVision.Pixels.Png;

/// <summary>The chunks of a PNG file (ISO/IEC 15948, §5.3): four bytes of length, four of type, the data, four of checksum.</summary>
internal static class PngChunks
{
    private const int FrameLength = 12;

    // Bit 5 of a type's first byte, which makes a capital letter small: the chunk is ancillary, and the picture can be had without it (§5.4).
    private const byte Ancillary = 0x20;

    /// <summary>
    /// The file without its ancillary chunks: what they say (a transfer curve, a colour that is transparent) changes how a
    /// picture is shown, and with it what its numbers would come out as. From the first chunk on that does not fit into the file,
    /// everything is kept, for the reader to refuse.
    /// </summary>
    /// <param name="png">Begins with the signature.</param>
    /// <param name="room">Takes the rest of the file where something is left out; grows as needed.</param>
    public static ReadOnlySpan<byte> KeepCritical(ReadOnlySpan<byte> png, ref byte[] room)
    {
        int kept = 0;
        bool copies = false;
        for (int at = PngSignature.Length; at < png.Length;)
        {
            long length = png.Length - at < FrameLength ? png.Length : BinaryPrimitives.ReadUInt32BigEndian(png[at..]) + (long)FrameLength;
            bool fits = length <= png.Length - at;
            int end = fits ? at + (int)length : png.Length;
            bool leavesOut = fits && (png[at + 4] & Ancillary) != 0;
            if (leavesOut && !copies)
            {
                copies = true;
                kept = at;
                if (room.Length < png.Length)
                    room = new byte[png.Length];
                png[..at].CopyTo(room);
            }
            else if (copies && !leavesOut)
            {
                png[at..end].CopyTo(room.AsSpan(kept));
                kept += end - at;
            }

            at = end;
        }

        return copies ? room.AsSpan(0, kept) : png;
    }
}
