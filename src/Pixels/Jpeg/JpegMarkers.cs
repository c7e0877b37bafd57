using System.Buffers.Binary;

namespace EdgeVision.Pixels.Jpeg;

/// <summary>
/// Walks the markers of a JPEG file (ITU-T T.81, annex B) as libjpeg does: whatever lies between two segments, compressed pictures or
/// garbage, is passed over up to the next marker. So what is found here is what the library will come upon.
/// </summary>
/// <param name="jpeg">Begins with the start marker, or has no segments.</param>
internal ref struct JpegMarkers(ReadOnlySpan<byte> jpeg)
{
    public const byte StartOfScan = 0xDA;

    private const byte StartOfImage = 0xD8;
    private const byte EndOfImage = 0xD9;

    private readonly ReadOnlySpan<byte> _jpeg = jpeg;
    private int _at = BeginsAsJpeg(jpeg) ? 2 : jpeg.Length;

    /// <summary>Code of the segment that <see cref="TryNext"/> came upon.</summary>
    public byte Code { get; private set; }

    /// <summary>What follows the segment's length, as far as the file has it.</summary>
    public ReadOnlySpan<byte> Segment { get; private set; }

    /// <summary>Whether bytes begin as every JPEG does.</summary>
    public static bool BeginsAsJpeg(ReadOnlySpan<byte> bytes) => bytes is [0xFF, StartOfImage, ..];

    /// <summary>Goes on to the next segment. False: the picture's end, or the file's.</summary>
    public bool TryNext()
    {
        while (true)
        {
            int marker = _jpeg[_at..].IndexOf((byte)0xFF);
            _at = marker < 0 ? _jpeg.Length : _at + marker;
            while (_at < _jpeg.Length && _jpeg[_at] == 0xFF)
                _at++;
            if (_at + 3 > _jpeg.Length)
                return false;

            Code = _jpeg[_at++];
            if (Code is 0x00 or 0x01 or (>= 0xD0 and <= 0xD7))
                continue;
            if (Code is StartOfImage or EndOfImage)
                return false;

            int length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(_jpeg[_at..]), _jpeg.Length - _at);
            if (length < 2)
                return false;
            Segment = _jpeg.Slice(_at + 2, length - 2);
            _at += length;
            return true;
        }
    }
}
