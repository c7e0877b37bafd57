using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVision.Inference.Tests.GoldenModels;

/// <summary>What a golden model makes of the golden picture, the content of its <c>golden.json</c>.</summary>
/// <param name="Outputs">Shapes of the network's outputs by their names; the numbers of each are in <c>NAME.f32</c>.</param>
/// <param name="Objects">Of a detector: best score first.</param>
/// <param name="Classes">Of a classifier: every class, the likeliest first.</param>
/// <param name="Map">Of a segmenter: a text for each line of the class map, a digit for each pixel; 0 is background, n the n-th label.</param>
internal sealed record GoldenAnswer(
    IReadOnlyDictionary<string, int[]> Outputs, GoldenObject[]? Objects = null, GoldenClass[]? Classes = null, string[]? Map = null)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The labels of what was found, in its order; of a class map none.</summary>
    public string[] Labels => [.. Objects?.Select(static one => one.Label) ?? Classes?.Select(static one => one.Label) ?? []];

    public static GoldenAnswer Parse(string json) => JsonSerializer.Deserialize<GoldenAnswer>(json, s_json)!;

    /// <summary>
    /// The text of the file, with a line for each object, class or line of the map, so that a difference can be read. Numbers are rounded, so that the last bit
    /// of another processor's exponential changes no file.
    /// </summary>
    public string ToJson()
    {
        List<string> members = [$"\"outputs\": {JsonSerializer.Serialize(Outputs, s_json)}"];
        AddLines(members, "objects", Objects?.Select(static one => one.Rounded()));
        AddLines(members, "classes", Classes?.Select(static one => one.Rounded()));
        AddLines(members, "map", Map);
        return $"{{\n  {string.Join(",\n  ", members)}\n}}\n";
    }

    private static void AddLines<T>(List<string> members, string name, IEnumerable<T>? values)
    {
        if (values is not null)
            members.Add($"\"{name}\": [\n    {string.Join(",\n    ", values.Select(static value => JsonSerializer.Serialize(value, s_json)))}\n  ]");
    }
}
