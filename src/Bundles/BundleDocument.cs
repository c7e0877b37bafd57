using System.Text.Json.Serialization;

namespace EdgeVision.Bundles;

/// <summary>The JSON of a bundle's manifest as written. <see cref="BundleManifestJson"/> gives it meaning.</summary>
internal sealed record BundleDocument(
    string Schema,
    string Name,
    string Version,
    long Sequence,
    BundleDocument.FileSection[] Files,
    string? Expires = null,
    string? MinDaemon = null,
    string? KeyId = null)
{
    internal sealed record FileSection(string Name, long Size, string Sha256);
}

[JsonSerializable(typeof(BundleDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
internal sealed partial class BundleJsonContext : JsonSerializerContext;
