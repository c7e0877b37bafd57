namespace EdgeVision.Inference.Tensors;

/// <summary>Shapes or settings that an operator does not allow. The message is a clause without a full stop, ready to follow the name of a node.</summary>
internal sealed class ShapeException(string message) : Exception(message);
