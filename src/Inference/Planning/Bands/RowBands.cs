using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Steps;

namespace EdgeVision.Inference.Planning.Bands;

/// <summary>Finds the convolutions of a graph that are worth running together row by row.</summary>
internal sealed class RowBands
{
    // Up to here an image in planes is read as it is: blocks of 16 would be mostly empty.
    private const int MaxPlanes = 8;

    private readonly KernelTable _kernels;
    private readonly Dictionary<GraphNode, RowBand> _bands = [];

    /// <summary>The bands of <paramref name="graph"/>.</summary>
    /// <param name="kernels">Those that will run.</param>
    /// <param name="cacheBytes">Of the second-level cache: a tensor larger than three quarters of it is not made whole.</param>
    public RowBands(ComputationGraph graph, KernelTable kernels, long cacheBytes)
    {
        _kernels = kernels;
        CacheBytes = cacheBytes;
        foreach (GraphNode node in graph.Nodes)
        {
            if (IsDepthwise(node) && Around(graph, node) is { } band)
                Add(band);
        }

        foreach (GraphNode node in graph.Nodes)
        {
            if (ReadsPlanes(node) && Of(node) is null)
                Add(new RowBand(node, Depthwise: null, Project: null));
        }
    }

    /// <summary>Of the cache that tensors in work shall not outgrow.</summary>
    public long CacheBytes { get; }

    /// <summary>The band that <paramref name="node"/> is part of, if any.</summary>
    public RowBand? Of(GraphNode node) => _bands.GetValueOrDefault(node);

    private void Add(RowBand band)
    {
        foreach (GraphNode node in band.Nodes)
            _bands.Add(node, band);
    }

    private RowBand? Around(ComputationGraph graph, GraphNode depthwise)
    {
        GraphValue input = depthwise.Inputs[0], output = depthwise.Output;
        GraphNode? expand = input.Producer is { } producer && graph.HasSingleUse(input)
            && (IsPointwise(producer) || ReadsPlanes(producer)) && StaysInTile(producer) && Of(producer) is null
            ? producer
            : null;
        GraphNode? project = StaysInTile(depthwise) && graph.HasSingleUse(output) && output.Consumers[0] is { } consumer && consumer.Inputs[0] == output
            && IsPointwise(consumer)
            ? consumer
            : null;

        // Tiles do not reach over the end of a row: narrow rows would leave them half empty.
        if (expand is not null && (!OutgrowsCache(input) || !FillsTiles(input.Shape[3])))
            expand = null;
        if (project is not null && ((expand is null && !OutgrowsCache(output)) || !FillsTiles(output.Shape[3])))
            project = null;
        return expand is null && project is null ? null : new RowBand(expand, depthwise, project);
    }

    // A quarter is left to weights and to what is read.
    private bool OutgrowsCache(GraphValue value) => (long)value.Shape.ElementCount * sizeof(float) > CacheBytes * 3 / 4;

    private bool FillsTiles(int width)
    {
        int most = _kernels.MaxRows(_kernels.PreferredColumns);
        int tiles = (width + most - 1) / most;
        return width >= 0.85 * most * tiles;
    }

    private static bool IsDepthwise(GraphNode node) =>
        node.Operator is Conv { HasResidual: false } conv && IsComputable(node) && conv.IsDepthwise(node.Inputs[0].Shape, node.Inputs[1].Shape);

    private static bool IsPointwise(GraphNode node) =>
        node.Operator is Conv { Groups: 1, HasInputScale: false, Window.IsPointwise: true } && IsComputable(node);

    // The network's picture, or what is made of it channel by channel.
    private static bool ReadsPlanes(GraphNode node) =>
        node.Operator is Conv { Groups: 1, HasResidual: false, HasInputScale: false } && IsComputable(node) && node.Inputs[0].Shape[1] <= MaxPlanes
            && !node.Inputs[0].Shape.IsPoint
        && node.Inputs[0].Producer?.Operator is not (Conv or Pool or GlobalAveragePool or Operators.Resize);

    // Whether the node's activation is part of its tile's epilogue.
    private static bool StaysInTile(GraphNode node) => FusedActivation.Of(((Conv)node.Operator).Activation).After is null;

    private static bool IsComputable(GraphNode node) =>
        node.Inputs[0].Shape.IsImage && node.Inputs[0].Constant is null && node.Inputs[1].Constant is not null
        && (node.Operator is not Conv { HasBias: true } || node.Inputs[2].Constant is not null);
}
