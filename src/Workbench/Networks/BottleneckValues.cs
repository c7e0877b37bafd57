using EdgeVision.Inference.Graph;

namespace EdgeVision.Workbench.Networks;

/// <summary>What of a <see cref="Bottleneck"/> later layers read.</summary>
/// <param name="Expanded">After its first convolution, where an SSD's finest map is tapped.</param>
/// <param name="Output">Its end.</param>
internal readonly record struct BottleneckValues(GraphValue Expanded, GraphValue Output);
