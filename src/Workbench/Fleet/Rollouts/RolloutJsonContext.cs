using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>How a rollout is written: as people read it, for they may have to.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    WriteIndented = true,
    NumberHandling = JsonNumberHandling.Strict,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RolloutDocument))]
internal sealed partial class RolloutJsonContext : JsonSerializerContext;
