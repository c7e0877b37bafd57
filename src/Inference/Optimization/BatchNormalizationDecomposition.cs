using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Optimization;

/// <summary>
/// Writes batch normalisation with constant statistics as one multiplication and one addition a channel, which <see cref="ConvAffineFusion"/> then
/// draws into the convolution before it: scale' = scale / √(variance + ε), bias' = bias − mean · scale' (Jacob et al. 2018, arXiv:1712.05877, §3.2).
/// </summary>
internal sealed class BatchNormalizationDecomposition : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "decompose batch normalisation";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        FoldingBudget budget = new(graph);
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is not BatchNormalization normalization
                || node.Inputs.Skip(1).Any(static input => input.Constant is null)
                || !budget.TrySpend(2L * node.Inputs[1].Shape.ElementCount))
            {
                continue;
            }

            ReadOnlySpan<float> scale = node.Inputs[1].Constant!.Values, bias = node.Inputs[2].Constant!.Values;
            ReadOnlySpan<float> mean = node.Inputs[3].Constant!.Values, variance = node.Inputs[4].Constant!.Values;
            float[] factors = new float[scale.Length], terms = new float[scale.Length];
            for (int channel = 0; channel < factors.Length; channel++)
            {
                double factor = scale[channel] / Math.Sqrt((double)variance[channel] + normalization.Epsilon);
                factors[channel] = (float)factor;
                terms[channel] = (float)(bias[channel] - mean[channel] * factor);
            }

            int[] dimensions = new int[node.Inputs[0].Shape.Rank - 1];
            Array.Fill(dimensions, 1);
            dimensions[0] = factors.Length;
            TensorShape shape = TensorShape.Create(dimensions);
            GraphValue factorValue = graph.AddConstant(graph.FreshName(node.Name + ".scale"), new ConstantTensor(shape, factors));
            GraphValue termValue = graph.AddConstant(graph.FreshName(node.Name + ".shift"), new ConstantTensor(shape, terms));
            GraphNode scaled = graph.InsertBefore(
                node, node.Name, new Binary(BinaryKind.Mul), [node.Inputs[0], factorValue], graph.FreshName(node.Output.Name + ".scaled"));
            graph.Replace(node, new Binary(BinaryKind.Add), scaled.Output, termValue);
        }
    }
}
