using System.Buffers.Binary;
using System.Text;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Walks the fields of one protobuf message (protobuf.dev/programming-guides/encoding) in place. Positions are offsets in the file, also in nested
/// messages, so a caller may keep a range and read it later. Nothing is allocated but the strings asked for.
/// </summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> file, ByteRange message)
{
    private const int MaxTextBytes = 4096;

    private readonly ReadOnlySpan<byte> _file = file;
    private readonly int _end = message.End;
    private int _position = message.Start;
    private int _fieldStart;

    /// <summary>The field <see cref="ReadField"/> came to.</summary>
    public int Field { get; private set; }

    /// <summary>How its value is written.</summary>
    public WireType WireType { get; private set; }

    /// <summary>Goes to the next field, whose value must then be read or skipped; false at the end of the message.</summary>
    /// <exception cref="UnusableModelException">The bytes are no field.</exception>
    public bool ReadField()
    {
        if (_position == _end)
            return false;

        _fieldStart = _position;
        ulong tag = ReadRawVarint();
        if (tag > uint.MaxValue || tag >> 3 == 0)
            throw Malformed($"there is no field number {tag >> 3}");
        Field = (int)(tag >> 3);
        WireType = (WireType)(tag & 7);
        return true;
    }

    /// <summary>Goes past the value without reading it.</summary>
    public void Skip()
    {
        switch (WireType)
        {
            case WireType.Varint:
                ReadRawVarint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.Length:
                ReadBytes();
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            default:
                throw Malformed($"there is no wire type {(int)WireType}");
        }
    }

    /// <summary>A signed number written as varint.</summary>
    public long ReadInteger()
    {
        Require(WireType.Varint);
        return (long)ReadRawVarint();
    }

    /// <summary>A float written as four bytes.</summary>
    public float ReadFloat()
    {
        Require(WireType.Fixed32);
        return BinaryPrimitives.ReadSingleLittleEndian(Take(4));
    }

    /// <summary>Where a string, bytes, message or packed list lies.</summary>
    public ByteRange ReadBytes()
    {
        Require(WireType.Length);
        ulong length = ReadRawVarint();
        if (length > (ulong)(_end - _position))
            throw Malformed($"a field claims {length} bytes where {_end - _position} are left");
        ByteRange range = new(_position, (int)length);
        _position += range.Length;
        return range;
    }

    /// <summary>A name or word.</summary>
    public string ReadText()
    {
        ByteRange range = ReadBytes();
        if (range.Length > MaxTextBytes)
            throw Malformed($"a name has {range.Length} bytes; at most {MaxTextBytes} are supported");
        return Encoding.UTF8.GetString(_file.Slice(range.Start, range.Length));
    }

    /// <summary>Appends a repeated integer, packed or not.</summary>
    /// <exception cref="UnusableModelException">More than <paramref name="limit"/> in all, or not integers.</exception>
    public void ReadIntegers(List<long> integers, int limit)
    {
        if (WireType != WireType.Length)
        {
            integers.Add(ReadInteger());
        }
        else
        {
            ByteRange packed = ReadBytes();
            ProtobufReader reader = new(_file, packed) { _fieldStart = _fieldStart };
            while (reader._position < packed.End)
            {
                integers.Add((long)reader.ReadRawVarint());
                if (integers.Count > limit)
                    break;
            }
        }

        if (integers.Count > limit)
            throw Malformed($"a list has more than {limit} numbers");
    }

    /// <summary>Appends a repeated float, packed or not.</summary>
    /// <exception cref="UnusableModelException">More than <paramref name="limit"/> in all, or not floats.</exception>
    public void ReadFloats(List<float> floats, int limit)
    {
        if (WireType != WireType.Length)
        {
            floats.Add(ReadFloat());
        }
        else
        {
            ByteRange packed = ReadBytes();
            if (packed.Length % 4 != 0)
                throw Malformed($"a list of floats has {packed.Length} bytes, which 4 does not divide");
            for (int offset = packed.Start; offset < packed.End && floats.Count <= limit; offset += 4)
                floats.Add(BinaryPrimitives.ReadSingleLittleEndian(_file[offset..]));
        }

        if (floats.Count > limit)
            throw Malformed($"a list has more than {limit} numbers");
    }

    private ulong ReadRawVarint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            byte piece = Take(1)[0];
            value |= (ulong)(piece & 0x7F) << shift;
            if (piece < 0x80)
                return value;
        }

        throw Malformed("a number has more than ten bytes");
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (_end - _position < length)
            throw Malformed("a field is cut short");
        ReadOnlySpan<byte> taken = _file.Slice(_position, length);
        _position += length;
        return taken;
    }

    private readonly void Require(WireType expected)
    {
        if (WireType != expected)
            throw Malformed($"field {Field} is written as wire type {(int)WireType} instead of {(int)expected}");
    }

    private readonly UnusableModelException Malformed(string reason) =>
        new($"the file is not an ONNX model or is damaged: at byte {_fieldStart} {reason}");
}
