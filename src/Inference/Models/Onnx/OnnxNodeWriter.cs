using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// One node of a graph as a NodeProto of operator set 14, the mirror of the translations. What ONNX wants as an input where this engine has a
/// property, the bounds of a Clip, becomes an initializer named for the node.
/// </summary>
internal sealed class OnnxNodeWriter(GraphNode node)
{
    private readonly ProtobufWriter _attributes = new();
    private readonly List<string> _inputs = [.. node.Inputs.Select(static input => input.Name)];
    private readonly List<ProtobufWriter> _initializers = [];

    /// <summary>TensorProtos that the node needs beside the graph's constants.</summary>
    public IReadOnlyList<ProtobufWriter> Initializers => _initializers;

    /// <summary>The node; adds to <see cref="Initializers"/>.</summary>
    /// <exception cref="NotSupportedException">It is fused, or an operator that no network built here has.</exception>
    public ProtobufWriter Write()
    {
        string type = Translate();
        ProtobufWriter message = new();
        foreach (string input in _inputs)
            message.Text(1, input);
        foreach (GraphValue output in node.Outputs)
            message.Text(2, output.Name);
        message.Text(3, node.Name);
        message.Text(4, type);
        message.Append(_attributes);
        return message;
    }

    private string Translate()
    {
        switch (node.Operator)
        {
            case Conv { Activation: null, HasResidual: false, HasInputScale: false } conv:
                return Translate(conv);
            case Gemm { Activation: null } gemm:
                return Translate(gemm);
            case Unary unary:
                return Translate(unary.Function);
            case Binary { Kind: BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div } binary:
                return binary.Kind.ToString();
            case GlobalAveragePool or Identity:
                return node.Operator.Name;
            case Concat concat:
                Attribute("axis", concat.Axis);
                return "Concat";
            case Reshape reshape:
                Add("shape", reshape.Shape.Dimensions);
                return "Reshape";
            case Transpose transpose:
                Attribute("perm", transpose.Permutation);
                return "Transpose";
            case Resize { Interpolation: Interpolation.Linear } resize:
                return Translate(resize);
            default:
                throw new NotSupportedException(
                    $"{node.Operator.Name} '{node.Name}' cannot be written as ONNX: only unfused graphs of the network builder can.");
        }
    }

    private string Translate(Conv conv)
    {
        SlidingWindow window = conv.Window;
        Attribute("kernel_shape", [window.KernelHeight, window.KernelWidth]);
        Attribute("strides", [window.StrideY, window.StrideX]);
        Attribute("pads", [window.PadTop, window.PadLeft, window.PadBottom, window.PadRight]);
        Attribute("dilations", [window.DilationY, window.DilationX]);
        Attribute("group", conv.Groups);
        return "Conv";
    }

    private string Translate(Gemm gemm)
    {
        Attribute("alpha", gemm.Alpha);
        Attribute("beta", gemm.Beta);
        Attribute("transA", gemm.TransposesA ? 1 : 0);
        Attribute("transB", gemm.TransposesB ? 1 : 0);
        return "Gemm";
    }

    private string Translate(UnaryFunction function)
    {
        switch (function.Kind)
        {
            case UnaryKind.Clip:
                Add("min", function.Alpha);
                Add("max", function.Beta);
                break;
            case UnaryKind.HardSigmoid:
                Attribute("alpha", function.Alpha);
                Attribute("beta", function.Beta);
                break;
            case UnaryKind.LeakyRelu or UnaryKind.Elu:
                Attribute("alpha", function.Alpha);
                break;
            default:
                break;
        }

        return function.Kind.ToString();
    }

    private string Translate(Resize resize)
    {
        TensorShape input = node.Inputs[0].Shape;
        Attribute("mode", "linear");
        Attribute("coordinate_transformation_mode", resize.Transform switch
        {
            CoordinateTransform.AlignCorners => "align_corners",
            CoordinateTransform.Asymmetric => "asymmetric",
            CoordinateTransform.PytorchHalfPixel => "pytorch_half_pixel",
            _ => "half_pixel",
        });

        // The region of interest and the scales are left out; an empty name stands for that.
        _inputs.AddRange(["", ""]);
        Add("size", [input[0], input[1], resize.Height, resize.Width]);
        return "Resize";
    }

    private void Add(string suffix, ImmutableArray<int> numbers)
    {
        ProtobufWriter tensor = new();
        tensor.Integers(1, numbers.Length);
        tensor.Integer(2, (int)OnnxDataType.Int64);
        tensor.Raw<long>(9, [.. numbers.Select(static number => (long)number)]);
        Add(suffix, tensor);
    }

    private void Add(string suffix, float number)
    {
        ProtobufWriter tensor = new();
        tensor.Integer(2, (int)OnnxDataType.Float32);
        tensor.Raw<float>(9, [number]);
        Add(suffix, tensor);
    }

    private void Add(string suffix, ProtobufWriter tensor)
    {
        string name = $"{node.Name}.{suffix}";
        tensor.Text(8, name);
        _initializers.Add(tensor);
        _inputs.Add(name);
    }

    private void Attribute(string name, int value) => Attribute(name, kind: 2, attribute => attribute.Integer(3, value));

    private void Attribute(string name, float value) => Attribute(name, kind: 1, attribute => attribute.Float(2, value));

    private void Attribute(string name, string value) => Attribute(name, kind: 3, attribute => attribute.Text(4, value));

    private void Attribute(string name, ImmutableArray<int> values) => Attribute(name, kind: 7, attribute => attribute.Integers(8, values.AsSpan()));

    // kind: AttributeProto.AttributeType.
    private void Attribute(string name, int kind, Action<ProtobufWriter> write)
    {
        ProtobufWriter attribute = new();
        attribute.Text(1, name);
        write(attribute);
        attribute.Integer(20, kind);
        _attributes.Message(5, attribute);
    }
}
