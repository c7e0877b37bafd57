using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

/// <summary>The examples in docs/mqtt.md, which subscribers are written from.</summary>
internal static class Manual
{
    /// <summary>One of the manual's examples is this very message.</summary>
    public static void AssertShows(string payload)
    {
        using JsonDocument message = JsonDocument.Parse(payload);
        string manual = File.ReadAllText(Repository.PathTo("docs", "mqtt.md"));
        string[] examples = [.. manual.Split("```json")[1..].Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];

        Assert.Contains(examples, example => JsonElement.DeepEquals(JsonDocument.Parse(example).RootElement, message.RootElement));
    }
}
