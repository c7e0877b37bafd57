using EdgeVision.Inference.Graph;

namespace EdgeVision.Inference.Optimization;

/// <summary>Removes nodes and constants that no output depends on. Inputs stay: they are the caller's.</summary>
internal sealed class DeadNodeRemoval : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "remove dead nodes";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        HashSet<GraphValue> outputs = [.. graph.Outputs.Select(static output => output.Value)];
        foreach (GraphNode node in graph.Nodes.Reverse().ToArray())
        {
            if (node.Outputs.All(output => output.Consumers.Count == 0 && !outputs.Contains(output)))
                graph.Remove(node);
        }

        foreach (GraphValue constant in graph.Values.Where(static value => value.Constant is not null && value.Consumers.Count == 0).ToArray())
        {
            if (!outputs.Contains(constant))
                graph.RemoveConstant(constant);
        }
    }
}
