using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Optimization;

/// <summary>
/// Joins chains of Reshape and chains of Transpose into one each, and writes a Transpose that moves only dimensions of 1 as the Reshape it is,
/// which costs nothing.
/// </summary>
internal sealed class TransposeReshapeElimination : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "eliminate transposes and reshapes";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is Transpose transpose)
            {
                if (node.Inputs[0].Producer is { Operator: Transpose first } producer)
                {
                    transpose = new Transpose([.. transpose.Permutation.Select(axis => first.Permutation[axis])]);
                    Skip(graph, node, transpose, producer);
                }

                int[] moved = [.. transpose.Permutation.Where(axis => node.Inputs[0].Shape[axis] != 1)];
                if (moved.SequenceEqual(moved.Order()))
                    graph.Replace(node, new Reshape(node.Output.Shape), node.Inputs[0]);
            }

            if (node.Operator is Reshape && node.Inputs[0].Producer is { Operator: Reshape } reshape)
                Skip(graph, node, node.Operator, reshape);
        }
    }

    private static void Skip(ComputationGraph graph, GraphNode node, Operator joined, GraphNode producer)
    {
        graph.Replace(node, joined, producer.Inputs[0]);
        if (producer.Output.Consumers.Count == 0 && !graph.IsOutput(producer.Output))
            graph.Remove(producer);
    }
}
