using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>Joins inputs along one axis. At least one input; all dimensions but <see cref="Axis"/> are equal.</summary>
/// <param name="Axis">In [0, rank).</param>
internal sealed record Concat(int Axis) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Concat";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        if (inputs.IsEmpty)
            throw new ShapeException("Concat has no inputs");

        TensorShape first = inputs[0];
        RequireAxis(Axis, first);
        long joined = 0;
        foreach (TensorShape input in inputs)
        {
            if (input.Rank != first.Rank || input.With(Axis, 1) != first.With(Axis, 1))
                throw new ShapeException($"Concat along axis {Axis} cannot join {first} and {input}");
            joined += input[Axis];
        }

        if (joined > int.MaxValue)
            throw new ShapeException($"Concat gives {joined} rows along axis {Axis}, more than {int.MaxValue}");
        return [first.With(Axis, (int)joined)];
    }
}
