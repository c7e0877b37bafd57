using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Optimization;

/// <summary>
/// Draws a multiplication, division, addition or subtraction by one constant a channel into weights and bias of the convolution before it.
/// Weights that several convolutions share are not scaled, so that the pass never multiplies what a model takes in memory.
/// </summary>
internal sealed class ConvAffineFusion : IGraphPass
{
    /// <inheritdoc/>
    public string Name => "fuse affine steps into convolutions";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        FoldingBudget budget = new(graph);
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is not Binary { Kind: BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div } binary)
                continue;
            if (!TryFold(graph, budget, node, binary.Kind, node.Inputs[0], node.Inputs[1]) && binary.Kind is BinaryKind.Add or BinaryKind.Mul)
                TryFold(graph, budget, node, binary.Kind, node.Inputs[1], node.Inputs[0]);
        }
    }

    private static bool TryFold(ComputationGraph graph, FoldingBudget budget, GraphNode node, BinaryKind kind, GraphValue image, GraphValue parameter)
    {
        if (image.Producer is not { Operator: Conv { HasResidual: false, Activation: null } conv } producer
            || !graph.HasSingleUse(image)
            || producer.Inputs[1].Constant is not { } weights
            || (kind is BinaryKind.Mul or BinaryKind.Div && producer.Inputs[1].Consumers.Count > 1)
            || (conv.HasBias && producer.Inputs[2].Constant is null)
            || image.Shape != node.Output.Shape
            || parameter.Constant is not { } constant
            || !IsPerChannel(constant.Shape, image.Shape[1])
            || !budget.TrySpend((kind is BinaryKind.Mul or BinaryKind.Div ? weights.Shape.ElementCount : 0L) + image.Shape[1]))
        {
            return false;
        }

        float[] channels = Channels(constant, image.Shape[1]);
        float[] bias = conv.HasBias ? producer.Inputs[2].Constant!.Values.ToArray() : new float[channels.Length];
        GraphValue weightsValue = producer.Inputs[1];
        if (kind is BinaryKind.Mul or BinaryKind.Div)
        {
            float[] scaled = new float[weights.Shape.ElementCount];
            ReadOnlySpan<float> source = weights.Values;
            int filterLength = scaled.Length / channels.Length;
            for (int i = 0; i < scaled.Length; i++)
                scaled[i] = ConstantEvaluator.Apply(kind, source[i], channels[i / filterLength]);
            weightsValue = graph.AddConstant(graph.FreshName(weightsValue.Name + ".scaled"), new ConstantTensor(weights.Shape, scaled));
        }

        for (int channel = 0; channel < bias.Length; channel++)
            bias[channel] = ConstantEvaluator.Apply(kind, bias[channel], channels[channel]);
        GraphValue biasValue = graph.AddConstant(graph.FreshName(producer.Output.Name + ".bias"), new ConstantTensor([bias.Length], bias));

        graph.Replace(node, conv with { HasBias = true }, producer.Inputs[0], weightsValue, biasValue);
        graph.Remove(producer);
        foreach (GraphValue replaced in producer.Inputs[1..].Distinct())
        {
            if (replaced.Consumers.Count == 0 && !graph.IsOutput(replaced))
                graph.RemoveConstant(replaced);
        }

        return true;
    }

    // Whether a constant of this shape broadcasts as one number for each channel and no other way.
    private static bool IsPerChannel(TensorShape shape, int count)
    {
        int channelAxis = shape.Rank - 3;
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            if (shape[axis] != 1 && (axis != channelAxis || shape[axis] != count))
                return false;
        }

        return true;
    }

    private static float[] Channels(ConstantTensor constant, int count)
    {
        float[] channels = new float[count];
        ReadOnlySpan<float> values = constant.Values;
        for (int channel = 0; channel < count; channel++)
            channels[channel] = values[values.Length == 1 ? 0 : channel];
        return channels;
    }
}
