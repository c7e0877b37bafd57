using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>Scales height and width (ONNX Resize and Upsample). Input X [N, C, H, W]; output [N, C, <see cref="Height"/>, <see cref="Width"/>].</summary>
/// <param name="ScaleY">Output / input; the file's own number where it gives scales, as rounding the size makes the two differ.</param>
/// <param name="ScaleX">As <paramref name="ScaleY"/>.</param>
internal sealed record Resize(int Height, int Width, float ScaleY, float ScaleX, Interpolation Interpolation, CoordinateTransform Transform) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Resize";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        RequireRank(inputs[0], 4);
        if (!(ScaleY > 0f && ScaleX > 0f && float.IsFinite(ScaleY) && float.IsFinite(ScaleX)))
            throw new ShapeException($"Resize has scales {ScaleY}×{ScaleX}, which are not positive numbers");
        return [[inputs[0][0], inputs[0][1], Height, Width]];
    }
}
