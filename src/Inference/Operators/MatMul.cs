using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>Matrix product over the last two dimensions, the dimensions before broadcasting. Inputs A […, M, K] and B […, K, N]; output […, M, N].</summary>
internal sealed record MatMul : Operator
{
    /// <inheritdoc/>
    public override string Name => "MatMul";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 2);
        TensorShape a = inputs[0], b = inputs[1];
        if (a.Rank < 2 || b.Rank < 2)
            throw new ShapeException($"MatMul takes inputs of at least 2 dimensions, not {a} and {b}");
        if (a[a.Rank - 1] != b[b.Rank - 2])
            throw new ShapeException($"MatMul cannot multiply {a} by {b}: the inner sizes differ");

        TensorShape batch = Binary.Broadcast(TensorShape.Create(a.Dimensions.AsSpan()[..^2]), TensorShape.Create(b.Dimensions.AsSpan()[..^2]));
        return [[.. batch.Dimensions, a[a.Rank - 2], b[b.Rank - 1]]];
    }
}
