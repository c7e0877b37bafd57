using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Optimization;

/// <summary>Lets a convolution or fully connected layer apply the activation that follows it. Writes max(x, 0) as Relu however it is spelled.</summary>
internal sealed class ActivationFusion : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fuse activations";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is not Unary unary)
                continue;

            UnaryFunction function = unary.Function is { Kind: UnaryKind.Clip, Alpha: 0f, Beta: float.PositiveInfinity } ? UnaryFunction.Relu : unary.Function;
            if (function != unary.Function)
                graph.Replace(node, new Unary(function), node.Inputs[0]);
            if (!IsFusible(function) || node.Inputs[0].Producer is not { } producer || !graph.HasSingleUse(node.Inputs[0]))
                continue;

            Operator? fused = producer.Operator switch
            {
                Conv { Activation: null } conv => conv with { Activation = function },
                Gemm { Activation: null } gemm => gemm with { Activation = function },
                _ => null,
            };
            if (fused is null)
                continue;
            graph.Replace(node, fused, producer.Inputs.AsSpan());
            graph.Remove(producer);
        }
    }

    private static bool IsFusible(UnaryFunction function) =>
        function.Kind is UnaryKind.Relu or UnaryKind.Clip or UnaryKind.HardSwish or UnaryKind.HardSigmoid or UnaryKind.Sigmoid;
}
