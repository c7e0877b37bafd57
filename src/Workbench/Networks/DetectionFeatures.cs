using EdgeVision.Inference.Graph;

namespace EdgeVision.Workbench.Networks;

/// <summary>The two maps of a classifier's body that an SSD looks at; the coarser ones it makes of the second.</summary>
/// <param name="Fine">A sixteenth of the input's size.</param>
/// <param name="Coarse">A thirty-second.</param>
internal readonly record struct DetectionFeatures(GraphValue Fine, GraphValue Coarse);
