using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Optimization;
using EdgeVision.Inference.Tensors;
using EdgeVision.Inference.Tests.Models.Schema;

namespace EdgeVision.Inference.Tests.Models;

/// <summary>What was written is read back as the same graph, and Google's protobuf library reads the same fields.</summary>
public sealed class OnnxModelWriterTests
{
    [Fact]
    public void EveryOperatorComesBackAsItWas()
    {
        using ComputationGraph graph = EveryOperator();
        using TemporaryModel file = new(OnnxModelWriter.Write(graph));

        using ComputationGraph read = OnnxModelReader.Load(new ModelFile(file.Path));

        Assert.Equal(graph.Name, read.Name);
        Assert.Equal(graph.Nodes.Select(Describe), read.Nodes.Select(Describe));
        Assert.Equal(
            graph.Outputs.Select(static output => $"{output.Name} {output.Value}"),
            read.Outputs.Select(static output => $"{output.Name} {output.Value}"));
        Assert.Equal(Weights(graph), Weights(read));
    }

    [Fact]
    public void NegativeAndLargeNumbersAreVarintsAsGoogleWritesThem()
    {
        ProtobufWriter writer = new();
        writer.Integer(3, long.MinValue);
        writer.Integers(8, -1, 0, 127, 128, int.MaxValue);
        writer.Float(2, -0.5f);
        writer.Text(1, "größe");

        AttributeProto read = AttributeProto.Parser.ParseFrom(writer.Written);

        Assert.Equal((long.MinValue, -0.5f, "größe"), (read.I, read.F, read.Name));
        Assert.Equal([-1, 0, 127, 128, int.MaxValue], read.Ints);
    }

    [Fact]
    public void Refuses_WhatTheOptimiserFused()
    {
        using ComputationGraph graph = EveryOperator();
        GraphOptimizer.Default.Optimize(graph);

        NotSupportedException error = Assert.Throws<NotSupportedException>(() => OnnxModelWriter.Write(graph));

        Assert.Contains("Conv+", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AnOutputUnderAnotherName()
    {
        using ComputationGraph graph = new("net");
        GraphValue input = graph.AddInput("x", [1, 2]);
        graph.AddOutput("y", graph.AddNode("relu", new Unary(UnaryFunction.Relu), [input], "z").Output);

        Assert.Contains("'y'", Assert.Throws<NotSupportedException>(() => OnnxModelWriter.Write(graph)).Message, StringComparison.Ordinal);
    }

    private static ComputationGraph EveryOperator()
    {
        ComputationGraph graph = new("net");
        GraphValue x = graph.AddInput("x", [1, 4, 6, 5]);
        GraphValue weights = graph.AddConstant("w", new ConstantTensor([4, 1, 3, 3], Numbers(36))),
            bias = graph.AddConstant("b", new ConstantTensor([4], Numbers(4)));
        SlidingWindow window = new(3, 3) { StrideX = 2, PadTop = 1, PadBottom = 2, PadLeft = 1, DilationY = 2 };
        GraphValue value = Add("conv", new Conv(window, 4) { HasBias = true }, x, weights, bias);
        value = Add("clip", new Unary(UnaryFunction.Clip(-1f, 2.5f)), value);
        foreach (UnaryFunction function in (UnaryFunction[])[UnaryFunction.Relu, UnaryFunction.HardSwish, UnaryFunction.Sigmoid,
            UnaryFunction.HardSigmoid(0.25f, 0.5f), UnaryFunction.LeakyRelu(0.125f), UnaryFunction.Elu(0.5f)])
            value = Add($"unary.{function.Kind}", new Unary(function), value);
        foreach (BinaryKind kind in (BinaryKind[])[BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul, BinaryKind.Div])
            value = Add($"binary.{kind}", new Binary(kind), value, value);
        foreach (CoordinateTransform transform in Enum.GetValues<CoordinateTransform>())
            value = Add($"resize.{transform}", new Resize(value.Shape[2] * 2, value.Shape[3] * 2, 2f, 2f, Interpolation.Linear, transform), value);
        value = Add("joined", new Concat(1), value, value);
        value = Add("means", new GlobalAveragePool(), value);
        value = Add("turned", new Reshape([8, 1]), value);
        value = Add("gemm", new Gemm { Alpha = 0.5f, Beta = 2f, TransposesA = true, HasBias = true }, value,
            graph.AddConstant("m", new ConstantTensor([8, 3], Numbers(24))), graph.AddConstant("c", new ConstantTensor([3], Numbers(3))));
        graph.AddOutput("y", graph.AddNode("identity", new Identity(), [Add("transposed", new Transpose([1, 0]), value)], "y").Output);
        return graph;

        GraphValue Add(string name, Operator @operator, params ReadOnlySpan<GraphValue> inputs) => graph.AddNode(name, @operator, inputs, name).Output;
    }

    // Records hold lists by reference, so lists are written out.
    private static string Describe(GraphNode node) => $"{node.Name}: {node} {node.Operator switch
    {
        Transpose transpose => string.Join(' ', transpose.Permutation),
        Reshape reshape => reshape.Shape.ToString(),
        _ => node.Operator.ToString(),
    }}";

    private static float[] Weights(ComputationGraph graph) => graph.Values.Single(static value => value.Name == "w").Constant!.Values.ToArray();

    private static float[] Numbers(int count)
    {
        Random random = new(count);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
    }
}
