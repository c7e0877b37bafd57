using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// Y = activation(α·A·B + β·C) of matrices. Inputs A [M, K] (or [K, M] where <see cref="TransposesA"/>), B [K, N] (or [N, K]), and where
/// <see cref="HasBias"/> C, which broadcasts to the output [M, N].
/// </summary>
internal sealed record Gemm : Operator
{
    public float Alpha { get; init; } = 1f;

    public float Beta { get; init; } = 1f;

    public bool TransposesA { get; init; }

    public bool TransposesB { get; init; }

    /// <summary>C is the third input.</summary>
    public bool HasBias { get; init; }

    /// <summary>Applied last; <see langword="null"/> for none.</summary>
    public UnaryFunction? Activation { get; init; }

    /// <inheritdoc/>
    public override string Name => Activation is { } activation ? $"Gemm+{activation.Kind}" : "Gemm";

    /// <inheritdoc/>
    public override ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs)
    {
        RequireInputs(inputs, HasBias ? 3 : 2);
        TensorShape a = inputs[0], b = inputs[1];
        RequireRank(a, 2);
        RequireRank(b, 2);
        (int rows, int depth) = TransposesA ? (a[1], a[0]) : (a[0], a[1]);
        (int otherDepth, int columns) = TransposesB ? (b[1], b[0]) : (b[0], b[1]);
        if (depth != otherDepth)
            throw new ShapeException($"Gemm cannot multiply {a} by {b}: the inner sizes {depth} and {otherDepth} differ");

        TensorShape output = [rows, columns];
        if (HasBias && Binary.Broadcast(output, inputs[2]) != output)
            throw new ShapeException($"Gemm gives {output}, to which {inputs[2]} does not broadcast");
        return [output];
    }
}
