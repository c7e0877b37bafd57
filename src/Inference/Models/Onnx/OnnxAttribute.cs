namespace EdgeVision.Inference.Models.Onnx;

/// <summary>ONNX <c>AttributeProto</c>; the operator decides which of the values is used.</summary>
internal sealed record OnnxAttribute
{
    public required string Name { get; init; }

    public float? Float { get; init; }

    public long? Integer { get; init; }

    public string? Text { get; init; }

    public OnnxTensor? Tensor { get; init; }

    public IReadOnlyList<float> Floats { get; init; } = [];

    public IReadOnlyList<long> Integers { get; init; } = [];
}
