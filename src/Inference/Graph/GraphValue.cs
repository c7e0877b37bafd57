using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Graph;

/// <summary>A float32 tensor of a graph: an input, a constant or what a node puts out. Belongs to one graph, which alone changes it.</summary>
internal sealed class GraphValue
{
    private readonly List<GraphNode> _consumers = [];

    internal GraphValue(string name, TensorShape shape, ConstantTensor? constant)
    {
        Name = name;
        Shape = shape;
        Constant = constant;
    }

    /// <summary>Unique in the graph.</summary>
    public string Name { get; }

    /// <summary>Static shape.</summary>
    public TensorShape Shape { get; }

    /// <summary>The numbers, where they are known before the network runs.</summary>
    public ConstantTensor? Constant { get; }

    /// <summary>Whose output this is; <see langword="null"/> for inputs and constants.</summary>
    public GraphNode? Producer { get; internal set; }

    /// <summary>The nodes that read this, once for each time they do.</summary>
    public IReadOnlyList<GraphNode> Consumers => _consumers;

    internal List<GraphNode> MutableConsumers => _consumers;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}{Shape}";
}
