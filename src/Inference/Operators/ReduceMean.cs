using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>The mean over some dimensions, which become 1. Input X. A file's <c>keepdims = 0</c> is a <see cref="Reshape"/> after it.</summary>
/// <param name="Axes">In [0, rank), ascending, each once, at least one.</param>
internal sealed record ReduceMean(ImmutableArray<int> Axes) : Operator
{
    /// <inheritdoc/>
    public override string Name => "ReduceMean";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        TensorShape output = inputs[0];
        int previous = -1;
        foreach (int axis in Axes)
        {
            RequireAxis(axis, output);
            if (axis <= previous)
                throw new ShapeException($"ReduceMean has axes [{string.Join(", ", Axes)}], which repeat or descend");
            previous = axis;
            output = output.With(axis, 1);
        }

        return [output];
    }
}
