using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVision.ModelStore;

/// <summary>The names of an enum in JSON: as in C#, with a small letter first. Numbers are no names.</summary>
/// <typeparam name="TEnum">The enum.</typeparam>
public sealed class CamelCaseEnumConverter<TEnum>() : JsonStringEnumConverter<TEnum>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where TEnum : struct, Enum;
