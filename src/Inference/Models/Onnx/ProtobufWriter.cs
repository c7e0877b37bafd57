using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Writes the fields of one protobuf message (protobuf.dev/programming-guides/encoding), the mirror of <see cref="ProtobufReader"/>. A message within is
/// written on its own first: its length precedes it.
/// </summary>
internal sealed class ProtobufWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>What was written, valid until more is.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>A number as varint.</summary>
    public void Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    /// <summary>A float as four bytes.</summary>
    public void Float(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    /// <summary>A name or word.</summary>
    public void Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A repeated integer, packed.</summary>
    public void Integers(int field, params ReadOnlySpan<int> values)
    {
        ProtobufWriter packed = new();
        foreach (int value in values)
            packed.Varint((ulong)(long)value);
        Message(field, packed);
    }

    /// <summary>Numbers as the bytes of their memory, little-endian.</summary>
    public void Raw<T>(int field, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("ONNX files are written on little-endian machines only.");
        Bytes(field, MemoryMarshal.AsBytes(values));
    }

    /// <summary>A message within this one.</summary>
    public void Message(int field, ProtobufWriter message) => Bytes(field, message.Written);

    /// <summary>The fields of another part of this message.</summary>
    public void Append(ProtobufWriter fields) => _bytes.Write(fields.Written);

    private void Bytes(int field, ReadOnlySpan<byte> bytes)
    {
        Tag(field, WireType.Length);
        Varint((ulong)bytes.Length);
        _bytes.Write(bytes);
    }

    private void Tag(int field, WireType wireType) => Varint((ulong)field << 3 | (uint)wireType);

    private void Varint(ulong value)
    {
        Span<byte> bytes = _bytes.GetSpan(10);
        int length = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
