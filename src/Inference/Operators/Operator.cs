using System.Collections.Immutable;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Operators;

/// <summary>
/// What one node computes: the meaning of an operator of the ONNX specification (opset 22 unless noted; onnx.ai/onnx/operators) with its attributes
/// resolved, or such an operator with neighbours fused in. Says nothing of how. Records that hold lists compare these by reference.
/// </summary>
internal abstract record Operator
{
    /// <summary>The ONNX name, with a suffix for what is fused in, for example "Conv+Relu".</summary>
    public abstract string Name { get; }

    /// <summary>Shapes of the outputs for inputs of these shapes.</summary>
    /// <exception cref="ShapeException">The operator does not take such inputs.</exception>
    public abstract ImmutableArray<TensorShape> InferShapes(ReadOnlySpan<TensorShape> inputs);

    private protected void RequireInputs(ReadOnlySpan<TensorShape> inputs, int count)
    {
        if (inputs.Length != count)
            throw new ShapeException($"{Name} takes {count} inputs, not {inputs.Length}");
    }

    private protected void RequireRank(TensorShape shape, int rank)
    {
        if (shape.Rank != rank)
            throw new ShapeException($"{Name} takes a {rank}-dimensional input, not {shape}");
    }

    private protected void RequireAxis(int axis, TensorShape shape)
    {
        if ((uint)axis >= (uint)shape.Rank)
            throw new ShapeException($"{Name} has axis {axis}, outside the {shape.Rank} dimensions of {shape}");
    }
}
