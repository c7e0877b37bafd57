using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Workbench.Networks;

/// <summary>A convolution or fully connected layer of a graph, and what tells it from the others of its graph whatever they are called.</summary>
internal sealed class WeightedLayer
{
    private const string WeightSuffix = ".weight";

    private readonly ConstantTensor _weights;
    private readonly bool _isTransposed;

    private WeightedLayer(GraphNode node, ConstantTensor weights, ConstantTensor? bias, bool isTransposed)
    {
        _weights = weights;
        _isTransposed = isTransposed;
        Bias = bias;
        WeightsName = node.Inputs[1].Name;
        Dimensions = DimensionsOf(node);
        Shape = ShapeOf(node);
        Signature = $"{Shape} of {(IsOnePixel(node.Inputs[0].Shape) ? "one pixel" : "a map")}, "
            + $"then {string.Join(" and ", ReadersOf(node.Output).Select(ShapeOf).Order(StringComparer.Ordinal))}";
    }

    /// <summary>What its weights are called.</summary>
    public string WeightsName { get; }

    /// <summary>Outputs × inputs × height × width.</summary>
    public string Dimensions { get; }

    /// <summary>Its dimensions, and the steps of its window where they are not 1: branches of a pyramid differ in nothing else.</summary>
    public string Shape { get; }

    /// <summary>Its shape, whether it reads a map or one pixel, and the shapes of the layers that read it: nothing that depends on the resolution.</summary>
    public string Signature { get; }

    /// <summary>One number an output, where it has any.</summary>
    public ConstantTensor? Bias { get; }

    /// <summary>What the network builder calls the layer with these weights.</summary>
    public string LayerName => WeightsName.EndsWith(WeightSuffix, StringComparison.Ordinal) ? WeightsName[..^WeightSuffix.Length] : WeightsName;

    /// <summary>Every such layer, in the order they run.</summary>
    /// <param name="graph">Optimised, so that batch norm is folded and the same things are fused whoever made it.</param>
    /// <exception cref="WeightsException">A layer's weights or bias are computed when the network runs, or the bias is not one number an output.</exception>
    public static IEnumerable<WeightedLayer> Of(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes)
        {
            if (!IsLayer(node))
                continue;
            bool hasBias = node.Operator is Conv { HasBias: true } or Gemm { HasBias: true };
            WeightedLayer layer = new(node, Known(node, 1, "weights"), hasBias ? Known(node, 2, "bias") : null, node.Operator is Gemm { TransposesB: false });
            int outputs = node.Output.Shape[1];
            if (layer.Bias is { } bias && bias.Shape.ElementCount != outputs)
                throw new WeightsException(
                    $"the layer '{layer.LayerName}' ({layer.Dimensions}) has {outputs} outputs, but a bias {bias.Shape} that is not one number for each");
            yield return layer;
        }
    }

    /// <summary>The weights in a shape of the same dimensions, [outputs, inputs] or [outputs, inputs, height, width].</summary>
    public ConstantTensor WeightsAs(TensorShape shape)
    {
        if (!_isTransposed)
            return _weights.Reshape(shape);

        int outputs = shape[0], inputs = shape[1];
        float[] turned = new float[shape.ElementCount];
        for (int i = 0; i < turned.Length; i++)
            turned[i] = _weights.Values[i % inputs * outputs + i / inputs];
        return new ConstantTensor(shape, turned);
    }

    private static string ShapeOf(GraphNode node)
    {
        if (node.Operator is not Conv { Window: var window })
            return DimensionsOf(node);

        // The taps of a window that has one are no distance apart.
        int dilationY = window.KernelHeight > 1 ? window.DilationY : 1, dilationX = window.KernelWidth > 1 ? window.DilationX : 1;
        string strides = window is { StrideY: 1, StrideX: 1 } ? "" : $" with strides {window.StrideY}×{window.StrideX}";
        return (dilationY, dilationX) == (1, 1) ? $"{DimensionsOf(node)}{strides}" : $"{DimensionsOf(node)}{strides} with dilations {dilationY}×{dilationX}";
    }

    private static ConstantTensor Known(GraphNode node, int input, string what) => node.Inputs[input].Constant
        ?? throw new WeightsException(
            $"the layer '{node.Name}' ({DimensionsOf(node)}) has no constant {what}: '{node.Inputs[input].Name}' is computed when the network runs");

    private static bool IsLayer(GraphNode node) => node.Operator is Conv or Gemm { Alpha: 1f, Beta: 1f, TransposesA: false };

    private static bool IsOnePixel(TensorShape shape) => shape.Rank == 2 || shape.LengthOf(2, 4) == 1;

    private static string DimensionsOf(GraphNode node)
    {
        TensorShape shape = node.Inputs[1].Shape;
        return node.Operator switch
        {
            Conv => $"{shape[0]}×{shape[1]}×{shape[2]}×{shape[3]}",
            Gemm { TransposesB: false } => $"{shape[1]}×{shape[0]}×1×1",
            _ => $"{shape[0]}×{shape[1]}×1×1",
        };
    }

    // Through activations, pools, sums and gates, each value once however many ways lead to it: a convolution that has the value
    // as its residual only hands it on.
    private static HashSet<GraphNode> ReadersOf(GraphValue value)
    {
        HashSet<GraphNode> readers = [];
        HashSet<GraphValue> seen = [value];
        Stack<GraphValue> handedOn = new(seen);
        while (handedOn.TryPop(out GraphValue? next))
        {
            foreach (GraphNode reader in next.Consumers)
            {
                bool isResidual = reader.Operator is Conv { HasResidual: true } conv && reader.Inputs[0] != next && reader.Inputs[conv.ResidualIndex] == next;
                if (IsLayer(reader) && !isResidual)
                {
                    readers.Add(reader);
                    continue;
                }

                foreach (GraphValue output in reader.Outputs)
                {
                    if (seen.Add(output))
                        handedOn.Push(output);
                }
            }
        }

        return readers;
    }
}
