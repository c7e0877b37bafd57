using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Graphs of the network builder to ONNX files: IR version 7, operator set 14 (the first with HardSwish), static shapes, float32, weights in the file.
/// Field numbers are those of onnx.proto.
/// </summary>
internal static class OnnxModelWriter
{
    private const int IrVersion = 7;
    private const int OperatorSet = 14;

    /// <summary>The bytes of a file that both engines open.</summary>
    /// <exception cref="NotSupportedException">The graph has fused nodes, or operators that no network built here has.</exception>
    public static ReadOnlySpan<byte> Write(ComputationGraph graph)
    {
        ProtobufWriter body = new();
        foreach (GraphNode node in graph.Nodes)
        {
            OnnxNodeWriter writer = new(node);
            body.Message(1, writer.Write());
            foreach (ProtobufWriter initializer in writer.Initializers)
                body.Message(5, initializer);
        }

        body.Text(2, graph.Name);
        foreach (GraphValue value in graph.Nodes.SelectMany(static node => node.Inputs).Where(static input => input.Constant is not null).Distinct())
            body.Message(5, Initializer(value.Name, value.Constant!));
        foreach (GraphValue input in graph.Inputs)
            body.Message(11, Description(input.Name, input.Shape));
        foreach (GraphOutput output in graph.Outputs)
        {
            if (output.Name != output.Value.Name)
                throw new NotSupportedException($"The output '{output.Name}' cannot be written as ONNX: its value is named '{output.Value.Name}'.");
            body.Message(12, Description(output.Name, output.Value.Shape));
        }

        ProtobufWriter operatorSet = new();
        operatorSet.Text(1, "");
        operatorSet.Integer(2, OperatorSet);

        ProtobufWriter model = new();
        model.Integer(1, IrVersion);
        model.Text(2, "EdgeVision");
        model.Message(7, body);
        model.Message(8, operatorSet);
        return model.Written;
    }

    private static ProtobufWriter Initializer(string name, ConstantTensor constant)
    {
        ProtobufWriter tensor = new();
        tensor.Integers(1, constant.Shape.Dimensions.AsSpan());
        tensor.Integer(2, (int)OnnxDataType.Float32);
        tensor.Text(8, name);
        tensor.Raw(9, constant.Values);
        return tensor;
    }

    // A ValueInfoProto: name, and a TypeProto that holds a tensor of an element type and a shape.
    private static ProtobufWriter Description(string name, TensorShape shape)
    {
        ProtobufWriter dimensions = new(), tensor = new(), type = new(), value = new();
        foreach (int size in shape)
        {
            ProtobufWriter dimension = new();
            dimension.Integer(1, size);
            dimensions.Message(1, dimension);
        }

        tensor.Integer(1, (int)OnnxDataType.Float32);
        tensor.Message(2, dimensions);
        type.Message(1, tensor);
        value.Text(1, name);
        value.Message(2, type);
        return value;
    }
}
