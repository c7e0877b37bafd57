using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Optimization;

/// <summary>
/// Replaces nodes whose inputs are all constants by their results, unless these are much larger than what they are made of. All results together are
/// not much larger than the constants the graph came with.
/// </summary>
internal sealed class ConstantFolding : IGraphPass
{
    private const int AlwaysFoldedLength = 1 << 12;

    /// <inheritdoc/>
    public string Name => "fold constants";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        FoldingBudget budget = new(graph);
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            ConstantTensor[] inputs = [.. node.Inputs.Select(static input => input.Constant).OfType<ConstantTensor>()];
            long length = node.Outputs.Sum(static output => (long)output.Shape.ElementCount);
            if (inputs.Length < node.Inputs.Length || length > Math.Max(AlwaysFoldedLength, inputs.Sum(static input => (long)input.Shape.ElementCount)))
                continue;
            if (!ConstantEvaluator.Knows(node.Operator) || !budget.TrySpend(length) || ConstantEvaluator.Evaluate(node.Operator, inputs) is not { } results)
                continue;

            ImmutableArray<GraphValue> outputs = node.Outputs;
            for (int i = 0; i < outputs.Length; i++)
                graph.ReplaceUses(outputs[i], graph.AddConstant(graph.FreshName(outputs[i].Name + ".folded"), results[i]));
            graph.Remove(node);
        }
    }
}
