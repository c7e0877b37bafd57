using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVision.Inference.Models;

/// <summary>Writes a <c>manifest.json</c> that <see cref="ManifestReader"/> reads.</summary>
internal static class ManifestWriter
{
    private static readonly ManifestJsonContext s_context = new(new JsonSerializerOptions(ManifestJsonContext.Default.Options)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    /// <summary>The file's bytes; sections that are <see langword="null"/> are left out.</summary>
    public static byte[] Write(ManifestDocument manifest) => [.. JsonSerializer.SerializeToUtf8Bytes(manifest, s_context.ManifestDocument), (byte)'\n'];
}
