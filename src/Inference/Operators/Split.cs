using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>Cuts the input along one axis into outputs of the given sizes, in order.</summary>
/// <param name="Axis">In [0, rank).</param>
/// <param name="Sizes">One for each output; they add up to the dimension.</param>
internal sealed record Split(int Axis, ImmutableArray<int> Sizes) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Split";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        TensorShape input = inputs[0];
        RequireAxis(Axis, input);
        if (Sizes.Sum(static size => (long)size) != input[Axis])
            throw new ShapeException($"Split into [{string.Join(", ", Sizes)}] does not add up to dimension {Axis} of {input}");
        return [.. Sizes.Select(size => input.With(Axis, size))];
    }
}
