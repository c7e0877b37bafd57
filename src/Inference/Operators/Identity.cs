using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>The input as it is: ONNX Identity, Dropout at inference, Cast of float32 to float32. Input X; output of the same shape.</summary>
internal sealed record Identity : Operator
{
    /// <inheritdoc/>
    public override string Name => "Identity";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        return [inputs[0]];
    }
}
