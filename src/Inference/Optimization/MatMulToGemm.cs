using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Optimization;

/// <summary>Writes a product of two matrices as Gemm and draws a following addition of a constant row into its bias: a fully connected layer.</summary>
internal sealed class MatMulToGemm : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "recognise fully connected layers";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is MatMul && node.Inputs[0].Shape.Rank == 2 && node.Inputs[1].Shape.Rank == 2)
                graph.Replace(node, new Gemm(), node.Inputs[0], node.Inputs[1]);
            else if (node.Operator is Binary { Kind: BinaryKind.Add } && !TryFold(graph, node, node.Inputs[0], node.Inputs[1]))
                TryFold(graph, node, node.Inputs[1], node.Inputs[0]);
        }
    }

    private static bool TryFold(ComputationGraph graph, GraphNode node, GraphValue product, GraphValue bias)
    {
        if (product.Producer is not { Operator: Gemm { HasBias: false, Activation: null } gemm } producer
            || !graph.HasSingleUse(product)
            || product.Shape != node.Output.Shape
            || bias.Constant is null)
        {
            return false;
        }

        graph.Replace(node, gemm with { HasBias = true, Beta = 1f }, producer.Inputs[0], producer.Inputs[1], bias);
        graph.Remove(producer);
        return true;
    }
}
