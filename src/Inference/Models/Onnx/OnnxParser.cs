using System.Globalization;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Bytes to <see cref="OnnxModel"/>. Field numbers are those of onnx.proto (IR version 3 to 10). Unknown fields are skipped; subgraphs are not
/// read, so nesting has a fixed depth. The limits below bound what is kept, whatever the file claims.
/// </summary>
internal static class OnnxParser
{
    private const int MaxNodes = 1 << 13;
    private const int MaxOutputs = 1 << 8;
    private const int MaxParts = 1 << 16;
    private const int MaxListLength = 1 << 12;

    /// <exception cref="UnusableModelException">These are not the bytes of an ONNX model.</exception>
    public static OnnxModel Parse(ReadOnlySpan<byte> file)
    {
        long? irVersion = null;
        long operatorSet = 0;
        ByteRange? graph = null;
        ProtobufReader reader = new(file, new ByteRange(0, file.Length));
        while (reader.ReadField())
        {
            switch (reader.Field)
            {
                case 1:
                    irVersion = reader.ReadInteger();
                    break;
                case 7 when graph is null:
                    graph = reader.ReadBytes();
                    break;
                case 7:
                    throw new UnusableModelException("the file holds two graphs");
                case 8:
                    operatorSet = ParseOperatorSet(file, reader.ReadBytes()) ?? operatorSet;
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        if (irVersion is null || graph is null)
            throw new UnusableModelException($"the file is not an ONNX model or is cut short: it has no {(graph is null ? "graph" : "IR version")}");
        return ParseGraph(file, graph.Value, operatorSet);
    }

    private static long? ParseOperatorSet(ReadOnlySpan<byte> file, ByteRange message)
    {
        string domain = "";
        long version = 0;
        ProtobufReader reader = new(file, message);
        while (reader.ReadField())
        {
            switch (reader.Field)
            {
                case 1:
                    domain = reader.ReadText();
                    break;
                case 2:
                    version = reader.ReadInteger();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return domain is "" or "ai.onnx" ? version : null;
    }

    private static OnnxModel ParseGraph(ReadOnlySpan<byte> file, ByteRange message, long operatorSet)
    {
        string name = "";
        List<OnnxNode> nodes = [];
        List<OnnxTensor> initializers = [];
        List<OnnxValue> inputs = [], outputs = [];
        int parts = 0;
        ProtobufReader reader = new(file, message);
        while (reader.ReadField())
        {
            switch (reader.Field)
            {
                case 1:
                    nodes.Add(ParseNode(file, reader.ReadBytes(), ref parts));
                    break;
                case 2:
                    name = reader.ReadText();
                    break;
                case 5:
                    initializers.Add(ParseTensor(file, reader.ReadBytes()));
                    break;
                case 11:
                    inputs.Add(ParseValue(file, reader.ReadBytes()));
                    break;
                case 12:
                    outputs.Add(ParseValue(file, reader.ReadBytes()));
                    break;
                case 15:
                    throw new UnusableModelException("the graph has sparse initializers, which are not supported");
                default:
                    reader.Skip();
                    break;
            }

            Limit(Math.Max(nodes.Count, Math.Max(initializers.Count, inputs.Count)), MaxNodes, "nodes, initializers or inputs");
            Limit(outputs.Count, MaxOutputs, "outputs");
        }

        return new OnnxModel
        {
            OperatorSetVersion = operatorSet,
            GraphName = name,
            Nodes = nodes,
            Initializers = initializers,
            Inputs = inputs,
            Outputs = outputs,
        };
    }

    private static OnnxNode ParseNode(ReadOnlySpan<byte> file, ByteRange message, ref int parts)
    {
        string name = "", operatorType = "", domain = "";
        List<string> inputs = [], outputs = [];
        List<OnnxAttribute> attributes = [];
        ProtobufReader reader = new(file, message);
        while (reader.ReadField())
        {
            switch (reader.Field)
            {
                case 1:
                    inputs.Add(reader.ReadText());
                    break;
                case 2:
                    outputs.Add(reader.ReadText());
                    break;
                case 3:
                    name = reader.ReadText();
                    break;
                case 4:
                    operatorType = reader.ReadText();
                    break;
                case 5:
                    attributes.Add(ParseAttribute(file, reader.ReadBytes(), ref parts));
                    break;
                case 7:
                    domain = reader.ReadText();
                    break;
                default:
                    reader.Skip();
                    break;
            }

            Limit(++parts, MaxParts, "node inputs, outputs and attributes");
        }

        return new OnnxNode
        {
            Name = name,
            OperatorType = operatorType,
            Domain = domain == "ai.onnx" ? "" : domain,
            Inputs = inputs,
            Outputs = outputs,
            Attributes = attributes,
        };
    }

    private static OnnxAttribute ParseAttribute(ReadOnlySpan<byte> file, ByteRange message, ref int parts)
    {
        OnnxAttribute attribute = new() { Name = "" };
        List<float> floats = [];
        List<long> integers = [];
        ProtobufReader reader = new(file, message);
        while (reader.ReadField())
        {
            switch (reader.Field)
            {
                case 1:
                    attribute = attribute with { Name = reader.ReadText() };
                    break;
                case 2:
                    attribute = attribute with { Float = reader.ReadFloat() };
                    break;
                case 3:
                    attribute = attribute with { Integer = reader.ReadInteger() };
                    break;
                case 4:
                    attribute = attribute with { Text = reader.ReadText() };
                    break;
                case 5:
                    attribute = attribute with { Tensor = ParseTensor(file, reader.ReadBytes()) };
                    break;
                case 7:
                    reader.ReadFloats(floats, MaxListLength);
                    break;
                case 8:
                    reader.ReadIntegers(integers, MaxListLength);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        parts += (floats.Count + integers.Count) / 8;
        return attribute with { Floats = floats, Integers = integers };
    }

    private static OnnxTensor ParseTensor(ReadOnlySpan<byte> file, ByteRange message)
    {
        OnnxTensor tensor = new() { Message = message };
        List<long> dimensions = [];
        ProtobufReader reader = new(file, message);
        while (reader.ReadField())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.ReadIntegers(dimensions, limit: 64);
                    break;
                case 2:
                    tensor = tensor with { DataType = (OnnxDataType)reader.ReadInteger() };
                    break;
                case 8:
                    tensor = tensor with { Name = reader.ReadText() };
                    break;
                case 9:
                    tensor = tensor with { RawBytes = reader.ReadBytes() };
                    break;
                case 14:
                    tensor = tensor with { IsExternal = reader.ReadInteger() == 1 };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return tensor with { Dimensions = dimensions };
    }

    private static OnnxValue ParseValue(ReadOnlySpan<byte> file, ByteRange message)
    {
        string name = "";
        OnnxDataType dataType = OnnxDataType.Undefined;
        List<OnnxDimension>? dimensions = null;
        ProtobufReader reader = new(file, message);
        while (reader.ReadField())
        {
            if (reader.Field == 1)
                name = reader.ReadText();
            else if (reader.Field == 2)
                (dataType, dimensions) = ParseType(file, reader.ReadBytes());
            else
                reader.Skip();
        }

        return new OnnxValue(name, dataType, dimensions);
    }

    private static (OnnxDataType DataType, List<OnnxDimension>? Dimensions) ParseType(ReadOnlySpan<byte> file, ByteRange message)
    {
        OnnxDataType dataType = OnnxDataType.Undefined;
        List<OnnxDimension>? dimensions = null;
        ProtobufReader type = new(file, message);
        while (type.ReadField())
        {
            if (type.Field != 1)
            {
                type.Skip();
                continue;
            }

            ProtobufReader tensor = new(file, type.ReadBytes());
            while (tensor.ReadField())
            {
                if (tensor.Field == 1)
                    dataType = (OnnxDataType)tensor.ReadInteger();
                else if (tensor.Field == 2)
                    dimensions = ParseShape(file, tensor.ReadBytes());
                else
                    tensor.Skip();
            }
        }

        return (dataType, dimensions);
    }

    private static List<OnnxDimension> ParseShape(ReadOnlySpan<byte> file, ByteRange message)
    {
        List<OnnxDimension> dimensions = [];
        ProtobufReader shape = new(file, message);
        while (shape.ReadField())
        {
            if (shape.Field != 1)
            {
                shape.Skip();
                continue;
            }

            OnnxDimension dimension = new(null, null);
            ProtobufReader reader = new(file, shape.ReadBytes());
            while (reader.ReadField())
            {
                if (reader.Field == 1)
                    dimension = new OnnxDimension(reader.ReadInteger(), null);
                else if (reader.Field == 2)
                    dimension = new OnnxDimension(null, reader.ReadText());
                else
                    reader.Skip();
            }

            dimensions.Add(dimension);
            Limit(dimensions.Count, 64, "dimensions in a shape");
        }

        return dimensions;
    }

    private static void Limit(int count, int limit, string what)
    {
        if (count > limit)
            throw new UnusableModelException(string.Create(CultureInfo.InvariantCulture, $"the graph has more than {limit} {what}"));
    }
}
