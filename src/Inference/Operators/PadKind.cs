namespace EdgeVision.Inference.Operators;

/// <summary>What padding is filled with: ONNX Pad <c>mode</c>.</summary>
internal enum PadKind
{
    /// <summary>One value.</summary>
    Constant,

    /// <summary>The image mirrored at its edge, the edge itself not repeated.</summary>
    Reflect,

    /// <summary>The nearest element of the edge.</summary>
    Edge,
}
