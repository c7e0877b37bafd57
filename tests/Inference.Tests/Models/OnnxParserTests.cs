using System.Runtime.InteropServices;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Tests.Models.Schema;
using Google.Protobuf;

namespace EdgeVision.Inference.Tests.Models;

public sealed class OnnxParserTests
{
    [Fact]
    public void ReadsWhatProtobufWrites()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            ModelProto written = RandomModel(new Random(seed));
            byte[] bytes = written.ToByteArray();

            OnnxModel read = OnnxParser.Parse(bytes);

            AssertSame(ModelProto.Parser.ParseFrom(bytes), read, bytes);
        }
    }

    [Fact]
    public void PassesOverFieldsItDoesNotKnow()
    {
        byte[] model = ModelBuilder.Small().Bytes;
        byte[] unknown = [0xA2, 0x06, 3, 1, 2, 3, 0xA8, 0x06, 0x96, 0x01, 0xB5, 0x06, 1, 2, 3, 4, 0xB9, 0x06, 1, 2, 3, 4, 5, 6, 7, 8];

        OnnxModel read = OnnxParser.Parse([.. unknown, .. model]);

        Assert.Equal(ModelBuilder.Small().Graph.Node.Count, read.Nodes.Count);
    }

    private static void AssertSame(ModelProto expected, OnnxModel actual, byte[] bytes)
    {
        Assert.Equal(expected.OpsetImport.Last(static import => import.Domain is "" or "ai.onnx").Version, actual.OperatorSetVersion);
        Assert.Equal(expected.Graph.Name, actual.GraphName);
        Assert.Equal(expected.Graph.Node.Count, actual.Nodes.Count);
        foreach ((NodeProto node, OnnxNode read) in expected.Graph.Node.Zip(actual.Nodes))
        {
            Assert.Equal((node.Name, node.OpType, node.Domain), (read.Name, read.OperatorType, read.Domain));
            Assert.Equal(node.Input, read.Inputs);
            Assert.Equal(node.Output, read.Outputs);
            Assert.Equal(node.Attribute.Count, read.Attributes.Count);
            foreach ((AttributeProto attribute, OnnxAttribute readAttribute) in node.Attribute.Zip(read.Attributes))
            {
                Assert.Equal(attribute.Name, readAttribute.Name);
                Assert.Equal(attribute.HasF ? attribute.F : null, readAttribute.Float);
                Assert.Equal(attribute.HasI ? attribute.I : null, readAttribute.Integer);
                Assert.Equal(attribute.HasS ? attribute.S.ToStringUtf8() : null, readAttribute.Text);
                Assert.Equal(attribute.Floats, readAttribute.Floats);
                Assert.Equal(attribute.Ints, readAttribute.Integers);
                Assert.Equal(attribute.T is null, readAttribute.Tensor is null);
                if (attribute.T is not null)
                    AssertSame(attribute.T, readAttribute.Tensor!, bytes);
            }
        }

        Assert.Equal(expected.Graph.Initializer.Count, actual.Initializers.Count);
        foreach ((TensorProto tensor, OnnxTensor read) in expected.Graph.Initializer.Zip(actual.Initializers))
            AssertSame(tensor, read, bytes);
        AssertSame(expected.Graph.Input, actual.Inputs);
        AssertSame(expected.Graph.Output, actual.Outputs);
    }

    private static void AssertSame(TensorProto expected, OnnxTensor actual, byte[] bytes)
    {
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Dims, actual.Dimensions);
        Assert.Equal(expected.DataType, (int)actual.DataType);
        Assert.Equal(expected.DataLocation == 1, actual.IsExternal);
        Assert.Equal(expected.HasRawData, actual.RawBytes is not null);
        if (actual.RawBytes is { } raw)
            Assert.Equal(expected.RawData.ToByteArray(), bytes[raw.Start..raw.End]);
    }

    private static void AssertSame(IReadOnlyList<ValueInfoProto> expected, IReadOnlyList<OnnxValue> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach ((ValueInfoProto value, OnnxValue read) in expected.Zip(actual))
        {
            Assert.Equal(value.Name, read.Name);
            Assert.Equal(value.Type.TensorType.ElemType, (int)read.DataType);
            Assert.Equal(value.Type.TensorType.Shape.Dim.Select(static dim =>
                new OnnxDimension(dim.HasDimValue ? dim.DimValue : null, dim.HasDimParam ? dim.DimParam : null)), read.Dimensions!);
        }
    }

    private static ModelProto RandomModel(Random random)
    {
        ModelBuilder builder = new(random.Next(1, 30));
        if (random.Next(3) == 0)
            builder.Model.OpsetImport.Insert(0, new OperatorSetIdProto { Domain = "com.example", Version = 1 });
        for (int i = random.Next(4); i > 0; i--)
            builder.Input(Word(), [.. Enumerable.Range(0, random.Next(5)).Select(object (_) => random.Next(2) == 0 ? random.Next() : Word())]);
        for (int i = random.Next(3); i > 0; i--)
            builder.Output(Word(), random.Next(9));
        for (int i = random.Next(6); i > 0; i--)
            builder.Node(Word(), Words(), Words(), [.. Enumerable.Range(0, random.Next(4)).Select(_ => (Word(), Attribute()))]);
        for (int i = random.Next(6); i > 0; i--)
            builder.Graph.Initializer.Add(Tensor());
        return builder.Model;

        string Word() => new([.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => (char)random.Next('a', 'ÿ'))]);
        string[] Words() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(4) == 0 ? "" : Word())];
        object Attribute() => random.Next(6) switch
        {
            0 => random.NextSingle(),
            1 => random.NextInt64(long.MinValue, long.MaxValue),
            2 => Word(),
            3 => Tensor(),
            4 => Enumerable.Range(0, random.Next(5)).Select(_ => random.NextSingle()).ToArray(),
            _ => Enumerable.Range(0, random.Next(5)).Select(_ => random.NextInt64(-9, 9)).ToArray(),
        };
        TensorProto Tensor()
        {
            TensorProto tensor = new() { DataType = random.Next(1, 17), Name = Word() };
            tensor.Dims.AddRange(Enumerable.Range(0, random.Next(5)).Select(_ => random.NextInt64(-2, 1L << 40)));
            byte[] bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0)
                tensor.RawData = ByteString.CopyFrom(bytes);
            else
                tensor.FloatData.AddRange(MemoryMarshal.Cast<byte, float>(bytes.AsSpan(0, bytes.Length / 4 * 4)).ToArray());
            if (random.Next(5) == 0)
                tensor.DataLocation = 1;
            return tensor;
        }
    }
}
