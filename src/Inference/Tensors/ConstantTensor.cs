namespace EdgeVision.Inference.Tensors;

/// <summary>Numbers known before the network runs, dense and row-major. The memory may be a view of a mapped model file, so it may be unaligned.</summary>
internal sealed class ConstantTensor
{
    private readonly ReadOnlyMemory<float> _values;

    /// <summary>Takes <paramref name="values"/> without a copy; the caller must not change them afterwards.</summary>
    /// <exception cref="ShapeException">Their number is not the shape's.</exception>
    public ConstantTensor(TensorShape shape, ReadOnlyMemory<float> values)
    {
        if (values.Length != shape.ElementCount)
            throw new ShapeException($"{values.Length} values do not fill the shape {shape}");
        Shape = shape;
        _values = values;
    }

    /// <summary>Dimensions, outermost first.</summary>
    public TensorShape Shape { get; }

    /// <summary>The values, valid while whoever lent the memory is not disposed.</summary>
    public ReadOnlySpan<float> Values => _values.Span;

    /// <summary>The same values under another shape of the same length; nothing is copied.</summary>
    public ConstantTensor Reshape(TensorShape shape) => new(shape, _values);

    /// <summary>One number as a tensor without dimensions.</summary>
    public static ConstantTensor Scalar(float value) => new(TensorShape.Scalar, new[] { value });
}
