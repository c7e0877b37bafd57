namespace EdgeVision.Inference.Models.Onnx;

/// <summary>How protobuf writes a value: the low three bits of a field's tag. 3 and 4, groups, are long abandoned and not read.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Length = 2,
    Fixed32 = 5,
}
