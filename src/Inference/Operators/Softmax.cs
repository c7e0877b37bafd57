using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>exp(x) / Σ exp(x) along one axis (the meaning since opset 13; older files are rewritten to it). Input X; output of the same shape.</summary>
/// <param name="Axis">In [0, rank).</param>
internal sealed record Softmax(int Axis) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Softmax";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        RequireAxis(Axis, inputs[0]);
        return [inputs[0]];
    }
}
