using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Inference.Optimization;

/// <summary>
/// Recognises hard-sigmoid and hard-swish (Howard et al. 2019, arXiv:1905.02244, §5.2) in the ways exporters spell them:
/// Clip(x + c, 0, m) / m is HardSigmoid(1/m, c/m), and x · HardSigmoid(x; 1/6, 1/2) or x · Clip(x + 3, 0, 6) / 6 in any grouping is HardSwish.
/// </summary>
internal sealed class HardSwishRecognition : IGraphPass
{
    // Exporters write 1/6 with as few as six digits; HardSwish then differs by less than float rounding of its own terms would.
    private const float Tolerance = 1e-6f;

    /// <inheritdoc/>
    public string Name => "recognise hard-swish";

    /// <inheritdoc/>
    public void Run(ComputationGraph graph)
    {
        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (Scaled(node) is not { } scaled)
                continue;
            if (Ramp(scaled.Value) is { } ramp && Near(scaled.Factor * ramp.Height, 1f))
                Rewrite(graph, node, UnaryFunction.HardSigmoid(scaled.Factor, ramp.Offset * scaled.Factor), ramp.Source);
            else if (Near(scaled.Factor, 1f / 6f) && scaled.Value.Producer is { Operator: Binary { Kind: BinaryKind.Mul } } product
                && Gated(product, IsReluSix) is { } gated)
                Rewrite(graph, node, UnaryFunction.HardSwish, gated);
        }

        foreach (GraphNode node in graph.Nodes.ToArray())
        {
            if (node.Operator is Binary { Kind: BinaryKind.Mul } && Gated(node, IsStandardHardSigmoid) is { } source)
                Rewrite(graph, node, UnaryFunction.HardSwish, source);
        }
    }

    // x where the node is x · gate(x).
    private static GraphValue? Gated(GraphNode product, Func<GraphValue, GraphValue, bool> isGateOf)
    {
        (GraphValue a, GraphValue b) = (product.Inputs[0], product.Inputs[1]);
        return isGateOf(b, a) ? a : isGateOf(a, b) ? b : null;
    }

    private static bool IsStandardHardSigmoid(GraphValue gate, GraphValue source) =>
        gate.Producer is { Operator: Unary { Function: { Kind: UnaryKind.HardSigmoid } function } } producer
        && producer.Inputs[0] == source && Near(function.Alpha, 1f / 6f) && Near(function.Beta, 0.5f);

    private static bool IsReluSix(GraphValue gate, GraphValue source) =>
        Ramp(gate) is { } ramp && ramp.Source == source && Near(ramp.Height, 6f) && Near(ramp.Offset, 3f);

    // Clip(source + offset, 0, height)
    private static ClippedSum? Ramp(GraphValue value)
    {
        if (value.Producer is not { Operator: Unary { Function: { Kind: UnaryKind.Clip, Alpha: 0f } function } } clip || !float.IsFinite(function.Beta)
            || function.Beta <= 0f)
            return null;
        if (clip.Inputs[0].Producer is not { Operator: Binary { Kind: BinaryKind.Add } } sum)
            return null;
        if (Number(sum.Inputs[1]) is { } right && sum.Inputs[0].Shape == value.Shape)
            return new ClippedSum(sum.Inputs[0], right, function.Beta);
        return Number(sum.Inputs[0]) is { } left && sum.Inputs[1].Shape == value.Shape ? new ClippedSum(sum.Inputs[1], left, function.Beta) : null;
    }

    // value · factor, written as Mul on either side or as Div.
    private static ScaledValue? Scaled(GraphNode node)
    {
        if (node.Operator is not Binary { Kind: BinaryKind.Mul or BinaryKind.Div } binary)
            return null;
        if (Number(node.Inputs[1]) is { } right && node.Inputs[0].Shape == node.Output.Shape)
            return new ScaledValue(node.Inputs[0], binary.Kind == BinaryKind.Mul ? right : 1f / right);
        return binary.Kind == BinaryKind.Mul && Number(node.Inputs[0]) is { } left && node.Inputs[1].Shape == node.Output.Shape
            ? new ScaledValue(node.Inputs[1], left)
            : null;
    }

    private static float? Number(GraphValue value) => value.Constant is { Shape.ElementCount: 1 } constant ? constant.Values[0] : null;

    private static bool Near(float value, float expected) => MathF.Abs(value - expected) <= Tolerance * MathF.Max(1f, MathF.Abs(expected));

    // What computed the spelled-out form goes with it, as far as nobody else reads it.
    private static void Rewrite(ComputationGraph graph, GraphNode node, UnaryFunction function, GraphValue source)
    {
        Queue<GraphNode> orphans = new(node.Inputs.Select(static input => input.Producer).OfType<GraphNode>());
        graph.Replace(node, new Unary(function), source);
        while (orphans.TryDequeue(out GraphNode? orphan))
        {
            if (orphan.Outputs.Any(output => output.Consumers.Count > 0 || graph.IsOutput(output)) || !graph.Has(orphan))
                continue;
            foreach (GraphNode producer in orphan.Inputs.Select(static input => input.Producer).OfType<GraphNode>())
                orphans.Enqueue(producer);
            graph.Remove(orphan);
        }
    }

    private sealed record ScaledValue(GraphValue Value, float Factor);

    private sealed record ClippedSum(GraphValue Source, float Offset, float Height);
}
