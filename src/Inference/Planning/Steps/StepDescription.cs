namespace EdgeVision.Inference.Planning.Steps;

/// <summary>Where a step comes from, for people.</summary>
/// <param name="Node">The graph node it computes, or the value it converts to another layout.</param>
/// <param name="Operator">The node's operator with what is fused in.</param>
/// <param name="Output">The shape of the node's first output.</param>
/// <param name="Kernels">Spelled names, separated by spaces; empty where the step only moves or clears floats.</param>
internal sealed record StepDescription(string Node, string Operator, string Output, string Kernels);
