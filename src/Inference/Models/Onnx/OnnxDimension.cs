using System.Globalization;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>One dimension of a declared shape: a size, a symbol such as "batch", or neither.</summary>
internal sealed record OnnxDimension(long? Size, string? Symbol)
{
    /// <inheritdoc/>
    public override string ToString() => Size?.ToString(CultureInfo.InvariantCulture) ?? (Symbol is { Length: > 0 } symbol ? symbol : "?");
}
