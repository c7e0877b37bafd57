using System.Text.Json;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

public sealed class ConfigurationSchemaTests
{
    private readonly JsonElement _schema = Schema();

    [Fact]
    public void Accepts_TheExample()
    {
        using JsonDocument example = JsonDocument.Parse(File.ReadAllText(Repository.PathTo("deploy", "systemd", "edgevision.example.json")));

        Assert.Empty(JsonSchemaSubset.Errors(_schema, example.RootElement));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{ "cameras": [{ "name": "a", "kind": "v4l3" }] }""")]
    [InlineData("""{ "cameras": [{ "name": "a/b", "kind": "v4l2" }] }""")]
    [InlineData("""{ "cameras": [], "tracking": { "minIou": 2 } }""")]
    [InlineData("""{ "cameras": [], "tracking": { "lostAfter": 2 } }""")]
    [InlineData("""{ "cameras": [], "colour": 2 }""")]
    [InlineData("""{ "cameras": [], "rules": [{ "name": "r", "zone": [[0, 2]] }] }""")]
    public void Refuses_WhatTheLoaderRefuses(string text)
    {
        using JsonDocument configuration = JsonDocument.Parse(text);

        Assert.NotEmpty(JsonSchemaSubset.Errors(_schema, configuration.RootElement));
    }

    [Fact]
    public void DescribesEverySetting()
    {
        foreach ((string path, Setting setting, JsonElement schema) in Settings(typeof(EdgeVisionOptions), _schema, ""))
        {
            string description = schema.TryGetProperty("description", out JsonElement text) ? text.GetString()! : "";
            Assert.True(description.Length > 10, $"{path} has no description");
            Assert.False(setting.IsRequired && schema.TryGetProperty("default", out _), $"{path} is required and has a default");
        }
    }

    [Fact]
    public void EveryDefaultFitsItsOwnRule()
    {
        foreach ((string path, _, JsonElement schema) in Settings(typeof(EdgeVisionOptions), _schema, ""))
        {
            if (schema.TryGetProperty("default", out JsonElement value))
                Assert.Empty(JsonSchemaSubset.Errors(schema, value, path));
        }
    }

    [Fact]
    public void TheManualNamesEverySetting()
    {
        string manual = File.ReadAllText(Repository.PathTo("docs", "configuration.md"));

        IEnumerable<string> paths = Settings(typeof(EdgeVisionOptions), _schema, "").Select(static setting => setting.Path);
        string[] missing = [.. paths.Where(path => !manual.Contains($"| `{path}` |", StringComparison.Ordinal))];
        Assert.True(missing.Length == 0, $"docs/configuration.md has no row for {string.Join(", ", missing)}.");
    }

    private static IEnumerable<(string Path, Setting Setting, JsonElement Schema)> Settings(Type section, JsonElement schema, string prefix)
    {
        foreach (Setting setting in Setting.Of(section))
        {
            JsonElement own = schema.GetProperty("properties").GetProperty(setting.Name);
            Type type = Setting.ElementOf(setting.Type) ?? setting.Type;
            bool isList = type != setting.Type;
            yield return (prefix + setting.Name + (isList ? "[]" : ""), setting, own);

            if (!Setting.IsSection(type))
                continue;

            foreach ((string Path, Setting Setting, JsonElement Schema) inner in Settings(
                type, isList ? own.GetProperty("items") : own, $"{prefix}{setting.Name}{(isList ? "[]" : "")}."))
                yield return inner;
        }
    }

    private static JsonElement Schema()
    {
        using var stream = new MemoryStream();
        ConfigurationSchema.Write(stream);
        using JsonDocument document = JsonDocument.Parse(stream.ToArray());
        return document.RootElement.Clone();
    }
}
