using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// The same elements in the same order under another shape: ONNX Reshape, Flatten, Squeeze and Unsqueeze. Input X; output of <see cref="Shape"/>.
/// </summary>
/// <param name="Shape">The output's shape, 0 and −1 of the file resolved.</param>
internal sealed record Reshape(TensorShape Shape) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Reshape";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        if (inputs[0].ElementCount != Shape.ElementCount)
            throw new ShapeException($"Reshape cannot turn {inputs[0]} into {Shape}: {inputs[0].ElementCount} elements are not {Shape.ElementCount}");
        return [Shape];
    }
}
