namespace EdgeVision.Inference.Models.Onnx;

/// <summary>The reason a model cannot be used, on its way to the <see cref="ModelFormatException"/> that adds the file. A clause without a full stop.</summary>
internal sealed class MalformedModelException(string reason, string? node = null) : Exception(reason)
{
    /// <summary>The node concerned, where it is known already.</summary>
    public string? Node { get; } = node;
}
