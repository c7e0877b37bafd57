using System.Text.Json;
using System.Text.RegularExpressions;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

/// <summary>Validates by the keywords our schema uses (JSON Schema draft 2020-12); any other keyword fails, so that none is overlooked.</summary>
internal static class JsonSchemaSubset
{
    public static IEnumerable<string> Errors(JsonElement schema, JsonElement value, string path = "$")
    {
        foreach (JsonProperty keyword in schema.EnumerateObject())
        {
            foreach (string error in Check(keyword, schema, value, path))
                yield return error;
        }
    }

    private static IEnumerable<string> Check(JsonProperty keyword, JsonElement schema, JsonElement value, string path)
    {
        JsonElement rule = keyword.Value;
        switch (keyword.Name)
        {
            case "$schema" or "title" or "description" or "default":
                return [];
            case "type":
                return (rule.ValueKind == JsonValueKind.Array ? [.. rule.EnumerateArray()] : (JsonElement[])[rule]).Any(
                    type => IsOfType(type.GetString()!, value)) ? [] : [$"{path} is not of type {rule}"];
            case "enum":
                return rule.EnumerateArray().Any(member => JsonElement.DeepEquals(member, value)) ? [] : [$"{path} is none of {rule}"];
            case "pattern":
                return value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, rule.GetString()!) ? [] : [$"{path} does not match {rule}"];
            case "minLength":
                return value.ValueKind != JsonValueKind.String || value.GetString()!.Length >= rule.GetInt32() ? [] : [$"{path} is too short"];
            case "minimum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() >= rule.GetDouble() ? [] : [$"{path} is too small"];
            case "maximum":
                return value.ValueKind != JsonValueKind.Number || value.GetDouble() <= rule.GetDouble() ? [] : [$"{path} is too large"];
            case "minItems":
                return value.GetArrayLength() >= rule.GetInt32() ? [] : [$"{path} is too short"];
            case "maxItems":
                return value.GetArrayLength() <= rule.GetInt32() ? [] : [$"{path} is too long"];
            case "items":
                return value.ValueKind != JsonValueKind.Array ? [] : value.EnumerateArray().SelectMany((item, i) => Errors(rule, item, $"{path}[{i}]"));
            case "required":
                return value.ValueKind != JsonValueKind.Object
                    ? []
                    : rule.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{path}.{name} is missing");
            case "properties":
                return value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject().Where(member => rule.TryGetProperty(member.Name, out _))
                    .SelectMany(member => Errors(rule.GetProperty(member.Name), member.Value, $"{path}.{member.Name}"));
            case "additionalProperties":
                return rule.GetBoolean() || value.ValueKind != JsonValueKind.Object ? [] : value.EnumerateObject()
                    .Where(member => !schema.GetProperty("properties").TryGetProperty(member.Name, out _)).Select(member => $"{path}.{member.Name} is unknown");
            default:
                throw new NotSupportedException($"The schema uses {keyword.Name}, which this validator does not know.");
        }
    }

    private static bool IsOfType(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException(type),
    };
}
