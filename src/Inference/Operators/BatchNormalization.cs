using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// scale · (x − mean) / √(variance + ε) + bias for each channel, as at inference. Inputs X [N, C, …] and scale, bias, mean, variance [C];
/// output of the shape of X.
/// </summary>
internal sealed record BatchNormalization(float Epsilon) : Operator
{
    /// <inheritdoc/>
    public override string Name => "BatchNormalization";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, 5);
        if (inputs[0].Rank < 2)
            throw new ShapeException($"BatchNormalization takes an input of at least 2 dimensions, not {inputs[0]}");
        foreach (TensorShape parameter in inputs[1..])
        {
            if (parameter != [inputs[0][1]])
                throw new ShapeException($"BatchNormalization of {inputs[0][1]} channels has a parameter {parameter}");
        }

        return [inputs[0]];
    }
}
