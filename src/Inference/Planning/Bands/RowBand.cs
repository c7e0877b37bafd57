using EdgeVision.Inference.Graph;

namespace EdgeVision.Inference.Planning.Bands;

/// <summary>
/// Convolutions that run together row by row, so that only the rows in work exist of what lies between them ("memory-efficient inference", Sandler et al.
/// 2018, arXiv:1801.04381, section 5.1). At least one of the three.
/// </summary>
/// <param name="Expand">A pointwise convolution, or one of any window that reads planes.</param>
/// <param name="Depthwise">Reads what <paramref name="Expand"/> puts out, if that is part of the band.</param>
/// <param name="Project">A pointwise convolution of what <paramref name="Depthwise"/> puts out.</param>
internal sealed record RowBand(GraphNode? Expand, GraphNode? Depthwise, GraphNode? Project)
{
    /// <summary>In the order of the graph.</summary>
    public IEnumerable<GraphNode> Nodes => new[] { Expand, Depthwise, Project }.OfType<GraphNode>();

    /// <summary>The node whose output remains.</summary>
    public GraphNode Last => Nodes.Last();
}
