using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>Writes an enumeration's names as JSON's other names are, and reads no others.</summary>
internal sealed class CamelCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
