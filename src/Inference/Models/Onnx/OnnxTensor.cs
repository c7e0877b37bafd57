namespace EdgeVision.Inference.Models.Onnx;

/// <summary>ONNX <c>TensorProto</c>: everything but the numbers, which stay in the file until <see cref="OnnxTensorReader"/> is asked for them.</summary>
internal sealed record OnnxTensor
{
    public string Name { get; init; } = "";

    /// <summary>As written: unchecked.</summary>
    public IReadOnlyList<long> Dimensions { get; init; } = [];

    public OnnxDataType DataType { get; init; }

    /// <summary>The numbers as little-endian bytes, where they are written so.</summary>
    public ByteRange? RawBytes { get; init; }

    /// <summary>The whole message, for numbers written as lists.</summary>
    public ByteRange Message { get; init; }

    /// <summary>The numbers are in another file.</summary>
    public bool IsExternal { get; init; }
}
