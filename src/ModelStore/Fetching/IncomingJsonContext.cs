using System.Text.Json.Serialization;

namespace EdgeVision.ModelStore.Fetching;

[JsonSerializable(typeof(IncomingDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true)]
internal sealed partial class IncomingJsonContext : JsonSerializerContext;
