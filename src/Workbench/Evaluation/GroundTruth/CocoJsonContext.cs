using System.Text.Json.Serialization;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>How <see cref="CocoDocument"/> is spelled.</summary>
[JsonSerializable(typeof(CocoDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class CocoJsonContext : JsonSerializerContext;
