using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>The mean of each channel. Input X [N, C, H, W]; output [N, C, 1, 1].</summary>
internal sealed record GlobalAveragePool : Operator
{
    /// <inheritdoc/>
    public override string Name => "GlobalAveragePool";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        RequireRank(inputs[0], 4);
        return [[inputs[0][0], inputs[0][1], 1, 1]];
    }
}
