namespace EdgeVision.Inference.Graph;

/// <summary>A value the network yields, under the name it has for the caller. The value itself may be any: a node's, an input, a constant.</summary>
internal sealed record GraphOutput(string Name, GraphValue Value);
