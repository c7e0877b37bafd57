using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Planning;

/// <summary>For each class of operator a node that the engine computes, over an image [1, 20, 6, 7] that lies in blocks.</summary>
internal static class OperatorExamples
{
    private static readonly Dictionary<Type, Func<ComputationGraph, GraphValue, GraphNode>> s_nodes = new()
    {
        [typeof(BatchNormalization)] = static (graph, image) =>
            Node(graph, new BatchNormalization(1e-3f), [image, .. Enumerable.Range(0, 4).Select(_ => Constant(graph, [20]))]),
        [typeof(Binary)] = static (graph, image) => Node(graph, new Binary(BinaryKind.Add), image, Constant(graph, [20, 1, 1])),
        [typeof(Concat)] = static (graph, image) => Node(graph, new Concat(1), image, image),
        [typeof(Conv)] = static (graph, image) =>
            Node(graph, new Conv(new SlidingWindow(3, 3) { PadTop = 1, PadRight = 2, DilationX = 2 }, 2), image, Constant(graph, [8, 10, 3, 3])),
        [typeof(Gemm)] = static (graph, image) => Node(graph, new Gemm { TransposesB = true }, Rows(graph, image), Constant(graph, [5, 42])),
        [typeof(GlobalAveragePool)] = static (graph, image) => Node(graph, new GlobalAveragePool(), image),
        [typeof(Identity)] = static (graph, image) => Node(graph, new Identity(), image),
        [typeof(MatMul)] = static (graph, image) => Node(graph, new MatMul(), image, Constant(graph, [7, 5])),
        [typeof(Pad)] = static (graph, image) => Node(graph, new Pad(PadKind.Constant, [0, 0, 1, 2], [0, 0, 2, 1]), image),
        [typeof(Pool)] = static (graph, image) =>
            Node(graph, new Pool(PoolKind.Max, new SlidingWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 }), image),
        [typeof(ReduceMean)] = static (graph, image) => Node(graph, new ReduceMean([2]), image),
        [typeof(Reshape)] = static (graph, image) => Node(graph, new Reshape([20, 42]), image),
        [typeof(Resize)] = static (graph, image) => Node(graph, new Resize(9, 5, 9f / 6f, 5f / 7f, Interpolation.Linear, CoordinateTransform.HalfPixel), image),
        [typeof(Slice)] = static (graph, image) => Node(graph, new Slice([0, 19, 1, 0], [1, 20, 3, 7], [1, -1, 2, 1]), image),
        [typeof(Softmax)] = static (graph, image) => Node(graph, new Softmax(1), image),
        [typeof(Split)] = static (graph, image) => graph.AddNode("split", new Split(1, [4, 16]), [image], "few", "many"),
        [typeof(Transpose)] = static (graph, image) => Node(graph, new Transpose([0, 3, 1, 2]), image),
        [typeof(Unary)] = static (graph, image) => Node(graph, new Unary(UnaryFunction.HardSwish), image),
    };

    /// <summary>The classes that have an example.</summary>
    public static IEnumerable<Type> Operators => s_nodes.Keys;

    /// <summary>A graph whose last node is the example, with its outputs.</summary>
    public static ComputationGraph Of(Type @operator)
    {
        ComputationGraph graph = new(@operator.Name);
        GraphValue input = graph.AddInput("x", [1, 20, 6, 7]);
        GraphValue image = graph.AddNode("blocks", new Pool(PoolKind.Max, new SlidingWindow(1, 1)), [input], "image").Output;
        foreach (GraphValue output in s_nodes[@operator](graph, image).Outputs)
            graph.AddOutput(output.Name, output);
        return graph;
    }

    private static GraphNode Node(ComputationGraph graph, Operator @operator, params ReadOnlySpan<GraphValue> inputs) =>
        graph.AddNode("node", @operator, inputs, "y");

    private static GraphValue Rows(ComputationGraph graph, GraphValue image) => graph.AddNode("rows", new Reshape([20, 42]), [image], "rows").Output;

    private static GraphValue Constant(ComputationGraph graph, TensorShape shape) =>
        graph.AddConstant(
            graph.FreshName("constant"), new ConstantTensor(shape, Enumerable.Range(1, shape.ElementCount).Select(static i => i * 37 % 101 / 101f).ToArray()));
}
