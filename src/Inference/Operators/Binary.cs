using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// Applies one function to every pair of elements. Inputs A and B; shapes are aligned at the last dimension and a dimension of 1, or one that is
/// absent, repeats (ONNX "multidirectional broadcasting").
/// </summary>
internal sealed record Binary(BinaryKind Kind) : Operator
{
    /// <inheritdoc/>
    public override string Name => Kind.ToString();

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 2);
        return [Broadcast(inputs[0], inputs[1])];
    }

    /// <summary>The shape both inputs repeat to.</summary>
    /// <exception cref="ShapeException">Two dimensions differ and neither is 1.</exception>
    public static TensorShape Broadcast(TensorShape left, TensorShape right)
    {
        int[] dimensions = new int[Math.Max(left.Rank, right.Rank)];
        for (int fromEnd = 1; fromEnd <= dimensions.Length; fromEnd++)
        {
            int a = fromEnd <= left.Rank ? left[left.Rank - fromEnd] : 1;
            int b = fromEnd <= right.Rank ? right[right.Rank - fromEnd] : 1;
            if (a != b && a != 1 && b != 1)
                throw new ShapeException($"the shapes {left} and {right} do not broadcast together");
            dimensions[^fromEnd] = Math.Max(a, b);
        }

        return TensorShape.Create(dimensions);
    }
}
