using System.Text.Json.Serialization;

namespace EdgeVision.ModelStore;

/// <summary><c>journal.json</c>. What a newer version wrote beside it is skipped, so that a board can go back to an older one.</summary>
internal sealed record JournalDocument(string Schema, UpdateJournal Journal)
{
    public const string Written = "edgevision.model-journal/1";
}

[JsonSerializable(typeof(JournalDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false,
    WriteIndented = true)]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
