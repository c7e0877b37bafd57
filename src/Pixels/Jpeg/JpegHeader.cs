using System.Buffers.Binary;

namespace EdgeVision.Pixels.Jpeg;

/// <summary>What a picture's frame header (SOF0…SOF15, ITU-T T.81, B.2.2) says, read without decoding anything.</summary>
/// <param name="Width">Pixels a line, at least 1.</param>
/// <param name="Height">Lines, at least 1.</param>
/// <param name="Components">Colour components.</param>
/// <param name="Process">Code of the header's marker.</param>
internal readonly record struct JpegHeader(int Width, int Height, int Components, byte Process)
{
    /// <summary>Whether each scan makes the whole picture a little better, instead of a part of it complete.</summary>
    private bool IsProgressive => Process is 0xC2 or 0xC6 or 0xCA or 0xCE;

    /// <summary>Finds the frame header. False: no JPEG, cut before the frame header, or without a size.</summary>
    public static bool TryRead(ReadOnlySpan<byte> jpeg, out JpegHeader header)
    {
        var markers = new JpegMarkers(jpeg);
        return TryRead(ref markers, out header);
    }

    /// <summary>Finds the frame header and how often the decoder goes over the whole picture.</summary>
    /// <param name="scans">0: one scan holds all, and no more than a few lines have to be kept in memory at a time. Otherwise the
    /// number of scans that follow.</param>
    public static bool TryRead(ReadOnlySpan<byte> jpeg, out JpegHeader header, out int scans)
    {
        scans = 0;
        var markers = new JpegMarkers(jpeg);
        if (!TryRead(ref markers, out header))
            return false;

        while (markers.TryNext())
        {
            if (markers.Code != JpegMarkers.StartOfScan)
                continue;
            if (scans == 0 && !header.IsProgressive && markers.Segment is [var components, ..] && components >= header.Components)
                return true;
            scans++;
        }

        return true;
    }

    private static bool TryRead(ref JpegMarkers markers, out JpegHeader header)
    {
        header = default;
        while (markers.TryNext())
        {
            if (markers.Code == JpegMarkers.StartOfScan)
                return false;
            if (markers.Code is < 0xC0 or > 0xCF or 0xC4 or 0xC8 or 0xCC)
                continue;

            // One byte of precision, then lines, pixels a line and components.
            ReadOnlySpan<byte> segment = markers.Segment;
            if (segment.Length < 6)
                return false;
            header = new JpegHeader(
                BinaryPrimitives.ReadUInt16BigEndian(segment[3..]), BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), segment[5], markers.Code);
            return header.Width > 0 && header.Height > 0;
        }

        return false;
    }
}
