using System.Text.Json.Serialization;

namespace EdgeVision.Inference.Evaluation.Truth;

/// <summary>How <see cref="CocoDocument"/> is spelled.</summary>
[JsonSerializable(typeof(CocoDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class CocoJsonContext : JsonSerializerContext;
