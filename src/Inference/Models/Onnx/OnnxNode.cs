namespace EdgeVision.Inference.Models.Onnx;

/// <summary>ONNX <c>NodeProto</c>. An empty input or output name is an optional one left out.</summary>
internal sealed record OnnxNode
{
    public required string Name { get; init; }

    public required string OperatorType { get; init; }

    /// <summary>Empty for ONNX's own operators.</summary>
    public required string Domain { get; init; }

    public required IReadOnlyList<string> Inputs { get; init; }

    public required IReadOnlyList<string> Outputs { get; init; }

    public required IReadOnlyList<OnnxAttribute> Attributes { get; init; }

    /// <summary>What messages call it: its operator and name, or its first output where it has no name.</summary>
    public string Description =>
        Name.Length > 0 ? $"{OperatorType} '{Name}'" : Outputs.Count > 0 ? $"{OperatorType} giving '{Outputs[0]}'" : $"a nameless {OperatorType}";
}
