using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Optimization;

/// <summary>Lets a convolution do the zero padding of its input that a Pad node before it does.</summary>
internal sealed class PaddingFolding : IGraphPass
{
    // Far from where sums of widths leave the integers.
    private const int MaxFolded = 1 << 20;

    /// <inheritdoc/>
    public string Name => "fold padding into convolutions";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is not Conv conv || node.Inputs[0].Producer is not { Operator: Pad { Kind: PadKind.Constant, Value: 0f } pad } padding)
                continue;
            if (pad.Before.Concat(pad.After).Any(static width => width > MaxFolded))
                continue;
            if (pad.Before[0] + pad.After[0] + pad.Before[1] + pad.After[1] != 0)
                continue;

            SlidingWindow window = conv.Window with
            {
                PadTop = conv.Window.PadTop + pad.Before[2],
                PadBottom = conv.Window.PadBottom + pad.After[2],
                PadLeft = conv.Window.PadLeft + pad.Before[3],
                PadRight = conv.Window.PadRight + pad.After[3],
            };
            graph.Replace(node, conv with { Window = window }, [padding.Inputs[0], .. node.Inputs[1..]]);
            if (padding.Output.Consumers.Count == 0 && !graph.IsOutput(padding.Output))
                graph.Remove(padding);
        }
    }
}
