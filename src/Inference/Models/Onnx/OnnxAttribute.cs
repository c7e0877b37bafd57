namespace EdgeVision.Inference.Models.Onnx;

/// <summary>ONNX <c>AttributeProto</c>; which of the values counts is the operator's to know.</summary>
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
