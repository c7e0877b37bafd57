using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>Reorders dimensions. Input X; output dimension i is input dimension <c>Permutation[i]</c>.</summary>
/// <param name="Permutation">Each of 0…rank−1 once.</param>
internal sealed record Transpose(ImmutableArray<int> Permutation) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Transpose";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        TensorShape input = inputs[0];
        if (Permutation.Length != input.Rank || !Permutation.Order().SequenceEqual(Enumerable.Range(0, input.Rank)))
            throw new ShapeException($"Transpose by [{string.Join(", ", Permutation)}] is not an order of the dimensions of {input}");

        int[] dimensions = new int[input.Rank];
        for (int i = 0; i < dimensions.Length; i++)
            dimensions[i] = input[Permutation[i]];
        return [TensorShape.Create(dimensions)];
    }
}
