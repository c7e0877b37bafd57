using System.Text;
using System.Text.Json;

namespace EdgeVision.Workbench.Demo;

/// <summary>What tells one message from the next, for a line that has no room for all of it.</summary>
internal static class PayloadExcerpt
{
    // In the order in which a reader wants them; the rest of a message is its frame: schema, time, model, boxes.
    private static readonly string[] s_members = ["rule", "kind", "seq", "object", "objects", "class", "classes", "area", "areas"];
    private static readonly string[] s_membersOfSubject = ["label", "score", "area01"];

    /// <summary>A JSON object of a few members, an ellipsis for what was left out; a payload that is no JSON object as it is.</summary>
    public static string Of(string payload)
    {
        if (!payload.StartsWith('{'))
            return payload;

        try
        {
            using JsonDocument document = JsonDocument.Parse(payload);
            return Excerpt(document.RootElement, s_members);
        }
        // Whatever else comes over that topic is shown as it came.
        catch (JsonException)
        {
            return payload;
        }
    }

    private static string Excerpt(JsonElement element, string[] members)
    {
        var text = new StringBuilder("{");
        int shown = 0;
        foreach (string member in members)
        {
            if (!element.TryGetProperty(member, out JsonElement value))
                continue;

            text.Append(shown++ > 0 ? "," : "").Append('"').Append(member).Append("\":").Append(Value(value));
        }

        return text.Append(shown < element.EnumerateObject().Count() ? (shown > 0 ? ",…}" : "…}") : "}").ToString();
    }

    private static string Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Excerpt(value, s_membersOfSubject),
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Value))}]",
        _ => value.GetRawText(),
    };
}
