namespace EdgeVision.Inference.Models.Onnx;

/// <summary>The parts of ONNX <c>ModelProto</c> and its <c>GraphProto</c> that say what is computed.</summary>
internal sealed record OnnxModel
{
    /// <summary>Version of ONNX's own operator set; 0 where the file imports none.</summary>
    public required long OperatorSetVersion { get; init; }

    public required string GraphName { get; init; }

    public required IReadOnlyList<OnnxNode> Nodes { get; init; }

    public required IReadOnlyList<OnnxTensor> Initializers { get; init; }

    public required IReadOnlyList<OnnxValue> Inputs { get; init; }

    public required IReadOnlyList<OnnxValue> Outputs { get; init; }
}
