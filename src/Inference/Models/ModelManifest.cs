using System.Collections.Immutable;

namespace EdgeVision.Inference.Models;

/// <summary>What a model folder's <c>manifest.json</c> says of its network.</summary>
public sealed record ModelManifest
{
    /// <summary>The model's name, for messages and MQTT.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the model file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Names of the classes the network tells apart, background excluded, in the order of <c>Detection.LabelIndex</c>.</summary>
    public required ImmutableArray<string> Labels { get; init; }
}
