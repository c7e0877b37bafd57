namespace EdgeVision.Inference.Operators;

/// <summary>
/// Where an output pixel lies in the input, along one dimension: ONNX Resize <c>coordinate_transformation_mode</c>. s = scale = output / input.
/// </summary>
internal enum CoordinateTransform
{
    /// <summary>(x + ½) / s − ½</summary>
    HalfPixel,

    /// <summary>Like <see cref="HalfPixel"/>, but 0 where the output is one pixel.</summary>
    PytorchHalfPixel,

    /// <summary>x · (input − 1) / (output − 1); 0 where the output is one pixel.</summary>
    AlignCorners,

    /// <summary>x / s</summary>
    Asymmetric,
}
