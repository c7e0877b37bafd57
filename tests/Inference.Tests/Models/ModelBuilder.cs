using System.Runtime.InteropServices;
using EdgeVision.Inference.Tests.Models.Schema;
using Google.Protobuf;

namespace EdgeVision.Inference.Tests.Models;

/// <summary>Writes ONNX models with Google's protobuf library, which shares nothing with the reader under test.</summary>
internal sealed class ModelBuilder
{
    public ModelBuilder(int operatorSet = 13)
    {
        Model = new ModelProto { IrVersion = 7, ProducerName = "tests", Graph = new GraphProto { Name = "graph" } };
        Model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = operatorSet });
    }

    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    public byte[] Bytes => Model.ToByteArray();

    public ModelBuilder Input(string name, params object[] dimensions)
    {
        Graph.Input.Add(Value(name, dimensions));
        return this;
    }

    public ModelBuilder Output(string name, params object[] dimensions)
    {
        Graph.Output.Add(Value(name, dimensions));
        return this;
    }

    public ModelBuilder Node(string type, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        NodeProto node = new() { OpType = type, Name = $"the {type}" };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes.Select(static attribute => Attribute(attribute.Name, attribute.Value)));
        Graph.Node.Add(node);
        return this;
    }

    public ModelBuilder Floats(string name, long[] dimensions, params float[] values)
    {
        Graph.Initializer.Add(Tensor(name, dimensions, values));
        return this;
    }

    public ModelBuilder Integers(string name, params long[] values)
    {
        Graph.Initializer.Add(Tensor(name, [values.Length], values));
        return this;
    }

    public static TensorProto Tensor(string name, long[] dimensions, float[] values)
    {
        TensorProto tensor = new() { Name = name, DataType = 1, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())) };
        tensor.Dims.AddRange(dimensions);
        return tensor;
    }

    public static TensorProto Tensor(string name, long[] dimensions, long[] values)
    {
        TensorProto tensor = new() { Name = name, DataType = 7, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values.AsSpan())) };
        tensor.Dims.AddRange(dimensions);
        return tensor;
    }

    /// <summary>
    /// A little of everything: a strided and a depthwise convolution, hard-swish spelled out, squeeze-and-excite, a residual, shape arithmetic.
    /// </summary>
    public static ModelBuilder Small()
    {
        Random random = new(11);
        return new ModelBuilder()
            .Input("image", 1, 3, 8, 8)
            .Floats("w1", [4, 3, 3, 3], Numbers(108)).Floats("b1", [4], Numbers(4))
            .Floats("w2", [4, 1, 3, 3], Numbers(36)).Floats("b2", [4], Numbers(4))
            .Floats("w3", [4, 4, 1, 1], Numbers(16))
            .Floats("zero", [], 0f).Floats("three", [], 3f).Floats("six", [], 6f).Integers("tail", -1)
            .Node("Conv", ["image", "w1", "b1"], ["c1"], ("pads", new long[] { 1, 1, 1, 1 }), ("strides", new long[] { 2, 2 }))
            .Node("Clip", ["c1", "zero", "six"], ["a1"])
            .Node("Conv", ["a1", "w2", "b2"], ["c2"], ("pads", new long[] { 1, 1, 1, 1 }), ("group", 4L))
            .Node("Add", ["c2", "three"], ["h1"])
            .Node("Clip", ["h1", "zero", "six"], ["h2"])
            .Node("Mul", ["c2", "h2"], ["h3"])
            .Node("Div", ["h3", "six"], ["a2"])
            .Node("GlobalAveragePool", ["a2"], ["g1"])
            .Node("Conv", ["g1", "w3"], ["g2"])
            .Node("HardSigmoid", ["g2"], ["g3"], ("alpha", 1f / 6f), ("beta", 0.5f))
            .Node("Mul", ["a2", "g3"], ["s"])
            .Node("Conv", ["s", "w3"], ["c3"])
            .Node("Add", ["c3", "a1"], ["r"])
            .Node("Shape", ["r"], ["shape"])
            .Node("Constant", [], ["first"], ("value_int", 0L))
            .Node("Gather", ["shape", "first"], ["batch"])
            .Node("Constant", [], ["axis"], ("value_ints", new long[] { 0 }))
            .Node("Unsqueeze", ["batch", "axis"], ["batches"])
            .Node("Concat", ["batches", "tail"], ["flat"], ("axis", 0L))
            .Node("Reshape", ["r", "flat"], ["rows"])
            .Output("rows", 1, 64);

        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }

    private static ValueInfoProto Value(string name, object[] dimensions)
    {
        TensorShapeProto shape = new();
        foreach (object dimension in dimensions)
            shape.Dim.Add(dimension is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(dimension) });
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = shape } } };
    }

    private static AttributeProto Attribute(string name, object value)
    {
        AttributeProto attribute = new() { Name = name };
        switch (value)
        {
            case float number:
                attribute.F = number;
                attribute.Type = 1;
                break;
            case long number:
                attribute.I = number;
                attribute.Type = 2;
                break;
            case string text:
                attribute.S = ByteString.CopyFromUtf8(text);
                attribute.Type = 3;
                break;
            case TensorProto tensor:
                attribute.T = tensor;
                attribute.Type = 4;
                break;
            case float[] numbers:
                attribute.Floats.AddRange(numbers);
                attribute.Type = 6;
                break;
            case long[] numbers:
                attribute.Ints.AddRange(numbers);
                attribute.Type = 7;
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is no attribute.", nameof(value));
        }

        return attribute;
    }
}
