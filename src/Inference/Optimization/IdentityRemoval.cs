using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Optimization;

/// <summary>Removes nodes that give their input as it is.</summary>
internal sealed class IdentityRemoval : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "remove identities";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (!GivesItsInput(node))
                continue;
            graph.ReplaceUses(node.Output, node.Inputs[0]);
            graph.Remove(node);
        }
    }

    private static bool GivesItsInput(GraphNode node) => node.Operator switch
    {
        Identity => true,
        Reshape or Slice or Pad => node.Inputs[0].Shape == node.Output.Shape && !Reverses(node.Operator),
        Transpose transpose => transpose.Permutation.SequenceEqual(transpose.Permutation.Order()),
        Concat => node.Inputs.Length == 1,
        Split => node.Outputs.Length == 1,
        Unary { Function: { Kind: UnaryKind.Clip, Alpha: float.NegativeInfinity, Beta: float.PositiveInfinity } } => true,
        Resize resize => node.Inputs[0].Shape == node.Output.Shape && resize is { ScaleY: 1f, ScaleX: 1f },
        _ => false,
    };

    // A slice of the full size with a negative step turns its input round.
    private static bool Reverses(Operator @operator) => @operator is Slice slice && slice.Steps.Any(static step => step < 0);
}
