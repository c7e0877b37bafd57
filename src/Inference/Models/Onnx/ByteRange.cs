namespace EdgeVision.Inference.Models.Onnx;

/// <summary>Part of a file, in bytes from its beginning; lies inside the file.</summary>
internal readonly record struct ByteRange(int Start, int Length)
{
    /// <summary>First byte after it.</summary>
    public int End => Start + Length;
}
