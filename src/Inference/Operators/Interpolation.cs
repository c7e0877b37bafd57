namespace EdgeVision.Inference.Operators;

/// <summary>
/// How an output pixel is made of the input pixels around it: ONNX Resize <c>mode</c> with its <c>nearest_mode</c>. Coordinates outside clamp to the
/// edge.
/// </summary>
internal enum Interpolation
{
    /// <summary>Bilinear of the four around.</summary>
    Linear,

    /// <summary>Nearest; a tie goes down.</summary>
    NearestPreferFloor,

    /// <summary>Nearest; a tie goes up.</summary>
    NearestPreferCeil,

    /// <summary>The pixel at or before.</summary>
    NearestFloor,

    /// <summary>The pixel at or after.</summary>
    NearestCeil,
}
