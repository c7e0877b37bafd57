using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>Adds elements before and after each dimension. Input X; output dimension i is larger by <c>Before[i] + After[i]</c>.</summary>
/// <param name="Before">One for each dimension, at least 0.</param>
/// <param name="After">One for each dimension, at least 0.</param>
/// <param name="Value">Fills where <paramref name="Kind"/> is <see cref="PadKind.Constant"/>.</param>
internal sealed record Pad(PadKind Kind, ImmutableArray<int> Before, ImmutableArray<int> After, float Value = 0f) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Pad";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        TensorShape input = inputs[0];
        if (Before.Length != input.Rank || After.Length != input.Rank)
            throw new ShapeException($"Pad has widths for {Before.Length} dimensions, not for the {input.Rank} of {input}");

        int[] dimensions = new int[input.Rank];
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            int before = Before[axis], after = After[axis];
            if (before < 0 || after < 0)
                throw new ShapeException("Pad with negative widths (cropping) is not supported");
            if (Kind == PadKind.Reflect && Math.Max(before, after) >= input[axis])
                throw new ShapeException($"Pad cannot mirror {Math.Max(before, after)} elements of dimension {axis} of {input}");
            long padded = (long)input[axis] + before + after;
            dimensions[axis] = padded <= int.MaxValue
                ? (int)padded
                : throw new ShapeException($"Pad makes dimension {axis} of {input} larger than {int.MaxValue}");
        }

        return [TensorShape.Create(dimensions)];
    }
}
