using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>Applies one function to every element: Clip, Relu, HardSwish, Sigmoid, Exp, … Input X; output of the same shape.</summary>
internal sealed record Unary(UnaryFunction Function) : Operator
{
    /// <inheritdoc/>
    public override string Name => Function.Kind.ToString();

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 1);
        return [inputs[0]];
    }
}
