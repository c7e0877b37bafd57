using EdgeVision.EdgeAgent.Configuration;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

public sealed class SettingsComparisonTests
{
    private const string Plain = """
        {
          "cameras": [ { "name": "door", "kind": "replay", "path": "x" }, { "name": "yard", "kind": "pipe", "command": ["a", "b"], "format": "jpeg" } ],
          "rules": [ { "name": "seen", "labels": ["person"], "zone": [[0, 0], [1, 0], [1, 1]] } ],
          "mqtt": { "host": "broker.example" }
        }
        """;

    [Theory]
    [InlineData("\"door\", \"kind\": \"replay\"", "\"door\", /* the same */ \"kind\":\n\"replay\"")]
    [InlineData("\"path\": \"x\"", "\"path\": \"x\", \"fps\": null")]
    [InlineData("\"rules\": [", "\"logging\": { \"level\": \"information\" }, \"rules\": [")]
    [InlineData("[1, 0]", "[1.0, 0.0]")]
    public void FindsTheSame_HoweverItIsWritten(string written, string otherwise) => Assert.True(Compare(written, otherwise));

    [Theory]
    [InlineData("\"path\": \"x\"", "\"path\": \"y\"")]
    [InlineData("\"path\": \"x\"", "\"path\": \"x\", \"fps\": 10")]
    [InlineData("\"a\", \"b\"", "\"b\", \"a\"")]
    [InlineData("\"a\", \"b\"", "\"a\"")]
    [InlineData("[1, 0]", "[0.9, 0]")]
    [InlineData(", [1, 1]]", ", [1, 1], [0, 1]]")]
    [InlineData("\"host\": \"broker.example\"", "\"tls\": {}, \"host\": \"broker.example\"")]
    [InlineData("\"mqtt\": { \"host\": \"broker.example\" }", "")]
    [InlineData("\"cameras\":", "\"inference\": { \"threads\": 2 }, \"cameras\":")]
    public void FindsAnythingThatDiffers(string written, string otherwise) => Assert.False(Compare(written, otherwise));

    private static bool Compare(string written, string otherwise)
    {
        Assert.Contains(written, Plain, StringComparison.Ordinal);
        using var one = new ConfigurationFile(Plain);
        using var other = new ConfigurationFile(Plain.Replace(written, otherwise, StringComparison.Ordinal));
        return SettingsComparison.AreSame(one.Load(), other.Load());
    }
}
