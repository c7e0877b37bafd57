using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Optimization;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// The layers of a network as the managed engine runs them: after its optimisation, so that batch norm is in the weights and activations and residual
/// sums are in the convolutions. Costs are counted from shapes, without running anything.
/// </summary>
public sealed class NetworkLayers
{
    private NetworkLayers(ComputationGraph graph)
    {
        HashSet<GraphValue> counted = [];
        Name = graph.Name;
        Inputs = [.. graph.Inputs.Select(static input => $"{input}")];
        Outputs = [.. graph.Outputs.Select(static output => $"{output.Name}{output.Value.Shape}")];
        Layers = [.. graph.Nodes.Select(node => Describe(node, counted))];
        Separable = CompareSeparable(graph);
    }

    /// <summary>The network's name, as its file says.</summary>
    public string Name { get; }

    /// <summary>Names and shapes of what the caller provides.</summary>
    public ImmutableArray<string> Inputs { get; }

    /// <summary>Names and shapes of what the caller gets.</summary>
    public ImmutableArray<string> Outputs { get; }

    /// <summary>In the order they run.</summary>
    public ImmutableArray<NetworkLayer> Layers { get; }

    /// <summary>What its separable convolutions save.</summary>
    public SeparableCost Separable { get; }

    /// <summary>Multiplications with weights in one run.</summary>
    public long MultiplyAdds => Layers.Sum(static layer => layer.MultiplyAdds);

    /// <summary>Numbers in all weights and biases, batch norm folded.</summary>
    public long Parameters => Layers.Sum(static layer => layer.Parameters);

    /// <summary>Bytes of all activations, were none of them overwritten by a later one.</summary>
    public long ActivationBytes => Layers.Sum(static layer => layer.ActivationBytes);

    /// <summary>The layers of an ONNX file.</summary>
    /// <exception cref="ModelFormatException">The managed engine does not open it.</exception>
    /// <exception cref="IOException">The file is not there or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static NetworkLayers Read(string path)
    {
        using ComputationGraph graph = OnnxModelReader.Load(new ModelFile(path));
        return Of(graph);
    }

    /// <summary>The layers of a network of the family.</summary>
    /// <exception cref="ArgumentException">A value of the design is out of range, or it has more than
    /// <see cref="NetworkDesign.MaxParameters"/> parameters.</exception>
    public static NetworkLayers Of(NetworkDesign design)
    {
        using ComputationGraph graph = NetworkGraph.Build(design, new ZeroWeights());
        NetworkLayers layers = Of(graph);
        if (layers.Parameters <= NetworkDesign.MaxParameters)
            return layers;
        string counted = FormattableString.Invariant($"{design.Name} with {design.Classes} classes has {layers.Parameters} parameters");
        throw new ArgumentException($"{counted}; at most {NetworkDesign.MaxParameters} can be written: lower alpha or the number of classes");
    }

    private static NetworkLayers Of(ComputationGraph graph)
    {
        GraphOptimizer.Default.Optimize(graph);
        return new NetworkLayers(graph);
    }

    private static NetworkLayer Describe(GraphNode node, HashSet<GraphValue> counted) => new(
        node.Name,
        node.Operator.Name,
        node.Operator switch
        {
            Conv conv =>
                Describe(conv.Window, conv.Groups == 1 ? "" : conv.IsDepthwise(node.Inputs[0].Shape, node.Inputs[1].Shape) ? " dw" : $" g{conv.Groups}"),
            Pool pool => Describe(pool.Window, ""),
            _ => "",
        },
        node.Outputs[0].Shape.Dimensions,
        MultiplyAddsOf(node),
        node.Inputs.Where(input => input.Constant is not null && counted.Add(input)).Sum(static input => (long)input.Shape.ElementCount),
        node.Outputs.Sum(static output => (long)output.Shape.ElementCount * sizeof(float)));

    private static string Describe(SlidingWindow window, string kind)
    {
        string stride = window.StrideY == window.StrideX ? $"s{window.StrideY}" : $"s{window.StrideY}×{window.StrideX}";
        string dilation = window is { DilationY: 1, DilationX: 1 }
            ? ""
            : window.DilationY == window.DilationX ? $" d{window.DilationY}" : $" d{window.DilationY}×{window.DilationX}";
        return $"{window.KernelHeight}×{window.KernelWidth} {stride}{dilation}{kind}";
    }

    private static long MultiplyAddsOf(GraphNode node) => node.Operator switch
    {
        Conv => (long)node.Output.Shape.ElementCount * node.Inputs[1].Shape.LengthOf(1, 4),
        Gemm gemm => (long)node.Output.Shape.ElementCount * node.Inputs[0].Shape[gemm.TransposesA ? 0 : 1],
        MatMul => (long)node.Output.Shape.ElementCount * node.Inputs[0].Shape[node.Inputs[0].Shape.Rank - 1],
        _ => 0,
    };

    private static SeparableCost CompareSeparable(ComputationGraph graph)
    {
        int pairs = 0;
        long separable = 0, full = 0;
        foreach (GraphNode depthwise in graph.Nodes)
        {
            if (depthwise.Operator is not Conv conv || !conv.IsDepthwise(depthwise.Inputs[0].Shape, depthwise.Inputs[1].Shape)
                || PointwiseAfter(depthwise) is not { } pointwise)
                continue;
            pairs++;
            separable += MultiplyAddsOf(depthwise) + MultiplyAddsOf(pointwise);
            full += MultiplyAddsOf(pointwise) * conv.Window.KernelHeight * conv.Window.KernelWidth;
        }

        return new SeparableCost(pairs, separable, full);
    }

    // Each value once: a file may hand the same one on along any number of ways.
    private static GraphNode? PointwiseAfter(GraphNode node)
    {
        HashSet<GraphValue> seen = [node.Outputs[0]];
        Stack<GraphValue> handedOn = new(seen);
        while (handedOn.TryPop(out GraphValue? next))
        {
            foreach (GraphNode reader in next.Consumers)
            {
                if (reader.Inputs[0] != next)
                    continue;
                if (reader.Operator is Conv { Groups: 1 } conv && conv.Window.IsPointwise)
                    return reader;
                if (reader.Operator is Unary or Binary { Kind: BinaryKind.Mul } && seen.Add(reader.Output))
                    handedOn.Push(reader.Output);
            }
        }

        return null;
    }
}
