using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Optimization;

/// <summary>Lets a convolution add the shortcut of its residual block (Sandler et al. 2018, arXiv:1801.04381) while its result is still in registers.</summary>
internal sealed class ResidualFusion : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fuse residuals";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        Dictionary<GraphNode, int> order = graph.NodeOrder();
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is not Binary { Kind: BinaryKind.Add } || node.Inputs[0].Shape != node.Inputs[1].Shape)
                continue;

            // Of two convolutions the later one absorbs the sum: the other's result exists by then and need not be kept longer.
            (GraphValue main, GraphValue shortcut) = Order(node.Inputs[0]) >= Order(node.Inputs[1])
                ? (node.Inputs[0], node.Inputs[1])
                : (node.Inputs[1], node.Inputs[0]);
            if (!TryFuse(graph, node, main, shortcut))
                TryFuse(graph, node, shortcut, main);
        }

        int Order(GraphValue value) => value.Producer is { } producer ? order.GetValueOrDefault(producer, -1) : -1;
    }

    private static bool TryFuse(ComputationGraph graph, GraphNode node, GraphValue main, GraphValue shortcut)
    {
        if (main.Producer is not { Operator: Conv { HasResidual: false, Activation: null } conv } producer || !graph.HasSingleUse(main)
            || shortcut.Constant is not null)
            return false;

        graph.Replace(node, conv with { HasResidual = true }, [.. producer.Inputs, shortcut]);
        graph.Remove(producer);
        return true;
    }
}
