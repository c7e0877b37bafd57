using EdgeVision.Inference.Graph;

namespace EdgeVision.Inference.Tests.Reference;

/// <summary>Runs a graph node by node in double precision, straight from the operators' definitions. Slow; the oracle of everything else.</summary>
internal static class ReferenceInterpreter
{
    /// <summary>The graph's outputs, in its order, for inputs in its order.</summary>
    public static ReferenceTensor[] Run(ComputationGraph graph, params ReadOnlySpan<float[]> inputs)
    {
        Dictionary<GraphValue, ReferenceTensor> known = [];
        for (int i = 0; i < inputs.Length; i++)
            known[graph.Inputs[i]] = ReferenceTensor.From(graph.Inputs[i].Shape, inputs[i]);

        foreach (GraphNode node in graph.Nodes)
        {
            ReferenceTensor[] results = ReferenceOperators.Evaluate(
                node.Operator, [.. node.Inputs.Select(Tensor)], [.. node.Outputs.Select(static output => output.Shape)]);
            foreach ((GraphValue output, ReferenceTensor result) in node.Outputs.Zip(results))
                known[output] = result;
        }

        return [.. graph.Outputs.Select(output => Tensor(output.Value))];

        ReferenceTensor Tensor(GraphValue value) =>
            value.Constant is { } constant ? ReferenceTensor.From(constant.Shape, constant.Values) : known[value];
    }
}
