using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Networks;

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
        Signature = $"{Dimensions} of {(IsOnePixel(node.Inputs[0].Shape) ? "one pixel" : "a map")}, then {string.Join(" and ", ReadersOf(node.Output).Select(DimensionsOf).Order(StringComparer.Ordinal))}";
    }

    /// <summary>What its weights are called.</summary>
    public string WeightsName { get; }

    /// <summary>Outputs × inputs × height × width.</summary>
    public string Dimensions { get; }

    /// <summary>Its dimensions, whether it reads a map or one pixel, and the dimensions of the layers that read it: nothing that depends on the resolution.</summary>
    public string Signature { get; }

    /// <summary>One number an output, where it has any.</summary>
    public ConstantTensor? Bias { get; }

    /// <summary>What the network builder calls the layer with these weights.</summary>
    public string LayerName => WeightsName.EndsWith(WeightSuffix, StringComparison.Ordinal) ? WeightsName[..^WeightSuffix.Length] : WeightsName;

    /// <summary>Every such layer whose weights are constants, in the order they run.</summary>
    /// <param name="graph">Optimised, so that batch norm is folded and the same things are fused whoever made it.</param>
    public static IEnumerable<WeightedLayer> Of(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes)
        {
            if (!IsLayer(node) || node.Inputs[1].Constant is not { } weights)
                continue;
            bool hasBias = node.Operator is Conv { HasBias: true } or Gemm { HasBias: true };
            yield return new WeightedLayer(node, weights, hasBias ? node.Inputs[2].Constant : null, node.Operator is Gemm { TransposesB: false });
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

    // Through activations, pools, sums and gates, each value once however many ways lead to it: a convolution that has the value as its residual only hands it on.
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
