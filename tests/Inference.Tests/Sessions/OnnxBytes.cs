using System.Text;

namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>The smallest ONNX files, written field by field (field numbers of onnx.proto).</summary>
internal static class OnnxBytes
{
    public const int Float = 1;
    public const int Int64 = 7;

    /// <summary>A model with one node from <c>x</c> to <c>y</c>.</summary>
    /// <param name="shape">Numbers, or names of dynamic dimensions.</param>
    public static byte[] OneNode(string @operator, object[] shape, int elementType = Float)
    {
        byte[] node = [.. Text(1, "x"), .. Text(2, "y"), .. Text(3, "only"), .. Text(4, @operator)];
        byte[] graph = [.. Block(1, node), .. Text(2, "g"), .. Block(11, Value("x", shape, elementType)), .. Block(12, Value("y", shape, elementType))];
        return [.. Number(1, 7), .. Block(7, graph), .. Block(8, Number(2, 13))];
    }

    private static byte[] Value(string name, object[] shape, int elementType)
    {
        byte[] dimensions = [.. shape.SelectMany(static dimension => Block(1, dimension is int size ? Number(1, (ulong)size) : Text(2, (string)dimension)))];
        return [.. Text(1, name), .. Block(2, Block(1, [.. Number(1, (ulong)elementType), .. Block(2, dimensions)]))];
    }

    private static byte[] Text(int field, string text) => Block(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Block(int field, byte[] content) => [.. Varint(((ulong)field << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static byte[] Number(int field, ulong value) => [.. Varint((ulong)field << 3), .. Varint(value)];

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value > 0x7F; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }
}
