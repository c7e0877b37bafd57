using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Graph;

/// <summary>Checks what <see cref="ComputationGraph"/> promises. For tests after every pass, and for whoever builds graphs by hand.</summary>
internal static class GraphValidator
{
    /// <exception cref="InvalidOperationException">A promise is broken; the message says which.</exception>
    public static void Validate(ComputationGraph graph)
    {
        HashSet<GraphValue> known = [.. graph.Values];
        HashSet<GraphValue> computed = [.. graph.Inputs, .. graph.Values.Where(static value => value.Constant is not null)];
        Dictionary<GraphValue, int> reads = [];

        foreach (GraphNode node in graph.Nodes)
        {
            foreach (GraphValue input in node.Inputs)
            {
                Require(known.Contains(input), $"'{node.Name}' reads {input}, which is not of this graph");
                Require(computed.Contains(input), $"'{node.Name}' reads {input} before it is computed");
                reads[input] = reads.GetValueOrDefault(input) + 1;
            }

            ImmutableArray<TensorShape> inferred = node.Operator.InferShapes([.. node.Inputs.Select(static input => input.Shape)]);
            Require(node.HasOutputShapes(inferred.AsSpan()), $"the outputs of {node} have other shapes than inferred");
            foreach (GraphValue output in node.Outputs)
            {
                Require(known.Contains(output) && output.Producer == node && output.Constant is null, $"{output} does not know that '{node.Name}' computes it");
                Require(computed.Add(output), $"{output} is computed twice");
            }
        }

        foreach (GraphValue value in graph.Values)
        {
            Require(computed.Contains(value), $"nothing computes {value}");
            Require(value.Consumers.Count == reads.GetValueOrDefault(value), $"{value} miscounts its readers");
            Require(value.Consumers.All(consumer => consumer.Inputs.Contains(value)), $"{value} lists a reader that does not read it");
            Require(value.Constant is not { } constant || constant.Shape == value.Shape, $"{value} has a constant of another shape");
        }

        Require(graph.Outputs.Count > 0, "the graph has no outputs");
        foreach (GraphOutput output in graph.Outputs)
            Require(computed.Contains(output.Value), $"nothing computes the output '{output.Name}'");
    }

    private static void Require(bool condition, string broken)
    {
        if (!condition)
            throw new InvalidOperationException($"The graph is broken: {broken}.");
    }
}
