using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Graph;

/// <summary>
/// Checks what <see cref="ComputationGraph"/> promises: each value has one origin, nodes follow those they read, shapes are what operators infer, readers
/// are counted, and nothing hangs loose. After every pass in builds for debugging and in tests, and for whoever builds graphs by hand.
/// </summary>
internal sealed class GraphValidator
{
    private readonly ComputationGraph _graph;
    private readonly string? _when;
    private readonly HashSet<GraphValue> _known;
    private readonly HashSet<GraphValue> _computed;
    private readonly Dictionary<GraphValue, int> _reads = [];

    private GraphValidator(ComputationGraph graph, string? when)
    {
        _graph = graph;
        _when = when;
        _known = [.. graph.Values];
        _computed = [.. graph.Inputs, .. graph.Values.Where(static value => value.Constant is not null)];
    }

    /// <param name="when">When it is looked at, for the message: "after the pass 'fold constants'".</param>
    /// <exception cref="InvalidOperationException">A promise is broken; the message says which.</exception>
    public static void Validate(ComputationGraph graph, string? when = null)
    {
        GraphValidator validator = new(graph, when);
        validator.RequireOrigins();
        foreach (GraphNode node in graph.Nodes)
            validator.RequireNode(node);
        validator.RequireReaders();
        validator.RequireOutputs();
    }

    private void RequireOrigins()
    {
        Require(_graph.Values.DistinctBy(static value => value.Name).Count() == _graph.Values.Count, "two values have one name");
        foreach (GraphValue input in _graph.Inputs)
            Require(_known.Contains(input) && input.Producer is null && input.Constant is null, $"the input {input} has another origin");
        foreach (GraphValue value in _graph.Values)
            Require(
                value.Constant is not { } constant || (constant.Shape == value.Shape && value.Producer is null),
                $"{value} has a constant of another shape, or a second origin");
    }

    private void RequireNode(GraphNode node)
    {
        foreach (GraphValue input in node.Inputs)
        {
            Require(_known.Contains(input), $"'{node.Name}' reads {input}, which is not of this graph");
            Require(_computed.Contains(input), $"'{node.Name}' reads {input} before it is computed");
            _reads[input] = _reads.GetValueOrDefault(input) + 1;
        }

        ImmutableArray<TensorShape> inferred = node.Operator.InferShapes([.. node.Inputs.Select(static input => input.Shape)]);
        Require(node.HasOutputShapes(inferred.AsSpan()), $"the outputs of {node} have other shapes than inferred");
        foreach (GraphValue output in node.Outputs)
        {
            Require(_known.Contains(output) && output.Producer == node && output.Constant is null, $"{output} does not know that '{node.Name}' computes it");
            Require(_computed.Add(output), $"{output} is computed twice");
        }
    }

    private void RequireReaders()
    {
        foreach (GraphValue value in _graph.Values)
        {
            Require(_computed.Contains(value), $"nothing computes {value}");
            Require(value.Consumers.Count == _reads.GetValueOrDefault(value), $"{value} miscounts its readers");
            Require(value.Consumers.All(consumer => consumer.Inputs.Contains(value)), $"{value} lists a reader that does not read it");
        }
    }

    private void RequireOutputs()
    {
        Require(_graph.Outputs.Count > 0, "the graph has no outputs");
        Require(_graph.Outputs.DistinctBy(static output => output.Name).Count() == _graph.Outputs.Count, "two outputs have one name");
        foreach (GraphOutput output in _graph.Outputs)
            Require(_known.Contains(output.Value) && _computed.Contains(output.Value), $"nothing computes the output '{output.Name}'");
    }

    private void Require(bool condition, string broken)
    {
        if (!condition)
            throw new InvalidOperationException($"The graph is broken{(_when is null ? "" : " " + _when)}: {broken}.");
    }
}
