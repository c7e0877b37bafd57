namespace EdgeVision.Inference.Models;

/// <summary>A model file that cannot be read or run; the message names the file, the node where one is to blame, and the reason.</summary>
/// <param name="path">The model file.</param>
/// <param name="node">The node of its graph that is to blame, if one is.</param>
/// <param name="reason">What is wrong, without a full stop.</param>
public sealed class ModelFormatException(string path, string? node, string reason)
    : Exception(node is null ? $"{path}: {reason}." : $"{path}: node '{node}': {reason}.")
{
    /// <summary>The model file.</summary>
    public string Path { get; } = path;

    /// <summary>The node to blame, if one is.</summary>
    public string? Node { get; } = node;

    /// <summary>What is wrong.</summary>
    public string Reason { get; } = reason;
}
