using System.Collections.Immutable;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Graph;

/// <summary>One operator applied to values. Belongs to one graph, which alone changes it.</summary>
internal sealed class GraphNode
{
    internal GraphNode(string name, Operator @operator)
    {
        Name = name;
        Operator = @operator;
    }

    /// <summary>The file's name for it, or its operator and first output where the file has none. For messages; not necessarily unique.</summary>
    public string Name { get; }

    /// <summary>What is computed.</summary>
    public Operator Operator { get; internal set; }

    /// <summary>In the operator's order.</summary>
    public ImmutableArray<GraphValue> Inputs { get; internal set; } = [];

    /// <summary>In the operator's order.</summary>
    public ImmutableArray<GraphValue> Outputs { get; internal set; } = [];

    /// <summary>The only output.</summary>
    /// <exception cref="InvalidOperationException">There are several.</exception>
    public GraphValue Output => Outputs.Single();

    /// <summary>Orders the nodes of a graph: larger for later nodes. Kept by the graph.</summary>
    internal long Position { get; set; }

    /// <summary>Whether the outputs have these shapes.</summary>
    internal bool HasOutputShapes(ReadOnlySpan<TensorShape> shapes)
    {
        if (shapes.Length != Outputs.Length)
            return false;
        for (int i = 0; i < shapes.Length; i++)
        {
            if (Outputs[i].Shape != shapes[i])
                return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{string.Join(", ", Outputs)} = {Operator.Name}({string.Join(", ", Inputs)})";
}
