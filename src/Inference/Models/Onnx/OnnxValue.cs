namespace EdgeVision.Inference.Models.Onnx;

/// <summary>ONNX <c>ValueInfoProto</c> of a graph input or output.</summary>
/// <param name="DataType"><see cref="OnnxDataType.Undefined"/> where the value is no tensor.</param>
/// <param name="Dimensions">As written: unchecked; <see langword="null"/> where the file gives no shape at all.</param>
internal sealed record OnnxValue(string Name, OnnxDataType DataType, IReadOnlyList<OnnxDimension>? Dimensions);
