using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// Every <c>Steps[i]</c>-th index of each dimension i, from <c>Starts[i]</c> on, <c>Sizes[i]</c> of them; a negative step walks backwards. The file's
/// negative, absent and overlong bounds are resolved. One entry for every dimension in each list.
/// </summary>
internal sealed record Slice(ImmutableArray<int> Starts, ImmutableArray<int> Sizes, ImmutableArray<int> Steps) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Slice";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        TensorShape input = inputs[0];
        if (Starts.Length != input.Rank || Sizes.Length != input.Rank || Steps.Length != input.Rank)
            throw new ShapeException($"Slice has bounds for {Starts.Length} dimensions, not for the {input.Rank} of {input}");

        for (int axis = 0; axis < input.Rank; axis++)
        {
            long last = Starts[axis] + ((long)Sizes[axis] - 1) * Steps[axis];
            if (Sizes[axis] < 1 || (uint)Starts[axis] >= (uint)input[axis] || last < 0 || last >= input[axis])
                throw new ShapeException($"Slice takes {Sizes[axis]} from {Starts[axis]} by {Steps[axis]} in dimension {axis} of {input}");
        }

        return [TensorShape.Create(Sizes.AsSpan())];
    }
}
