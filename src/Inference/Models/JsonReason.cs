using System.Text.Json;

namespace EdgeVision.Inference.Models;

/// <summary>Rewords errors of System.Text.Json, which speak of .NET types, for the author of a manifest.</summary>
internal static class JsonReason
{
    /// <summary>Why <paramref name="error"/> was thrown, without path, type names and full stop.</summary>
    public static string Of(JsonException error)
    {
        string said = error.Message.Split(" Path: ")[0].TrimEnd('.');
        string[] quoted = said.Split('\'');
        return said switch
        {
            _ when said.Contains("could not be mapped to any .NET member", StringComparison.Ordinal) => $"the property '{quoted[1]}' is unknown",
            _ when said.StartsWith("Duplicate property", StringComparison.Ordinal) => $"the property '{quoted[1]}' is there twice",
            _ when said.Contains("missing required properties", StringComparison.Ordinal) =>
                $"misses {said[(said.IndexOf("including:", StringComparison.Ordinal) + 11)..]}",
            _ when said.Contains("doesn't allow", StringComparison.Ordinal) => "must not be null",
            _ when said.Contains("could not be converted to", StringComparison.Ordinal) => Kind(said),
            _ => said,
        };
    }

    /// <summary>The type that is named may be that of the object around the value, which says nothing to the author.</summary>
    private static string Kind(string said) => said.Split(' ')[^1] switch
    {
        "System.Int32" or "System.Int64" => "must be a whole number",
        "System.Single" => "must be a number",
        "System.String" => "must be a text",
        "System.Boolean" => "must be true or false",
        _ => "has a value of the wrong type",
    };
}
