using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.Pixels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.Configuration;

/// <summary>Every string of the configuration, whatever it is for, given what no string should be: refused where it was written, or harmless.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Base = """
        {
          "device": "box",
          "inference": { "model": "m" },
          "cameras": [
            { "name": "a", "kind": "v4l2", "device": "/dev/video0" },
            { "name": "b", "kind": "replay", "path": "p" },
            { "name": "c", "kind": "pipe", "command": ["sh", "-c"], "format": "jpeg" }
          ],
          "rules": [ { "name": "r", "cameras": ["a"], "labels": ["person"] } ],
          "outputs": [ { "name": "o", "chip": "gpiochip0", "line": "17", "rule": "r" } ],
          "mqtt": { "host": "h", "clientId": "i", "username": "u", "topicPrefix": "t", "tls": { "ca": "c", "certificate": "d", "key": "k" } }
        }
        """;

    private static readonly string[] s_hostile =
    [
        "a\0b", "\0", new('x', 70_000), new('/', 70_000), "a\ud800b", "\udfff", "\ud800", "a\u001b[2Jb", "a\nb", "\r\n", "\u007f\u0085", "\u202Egnp.x",
        "a\u200Fb", "\uFEFFa", "\u2028", "👩‍👩‍👧", "\uFFFF", "\uFDD0",
        "", " ", "..", "/", "~", "%s%n", "$(reboot)", "../../etc/passwd",
        "+", "#", "a/b/c", "$SYS", "'\"\\", "-1", "NaN", "null", "{}", "[1", "C:\\x", "\u0301", new('é', 300),
    ];

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();

    public static TheoryData<string> TextSettings => [.. Texts(typeof(EdgeVisionOptions), "")];

    public void Dispose() => _services.Dispose();

    [Fact]
    public void ThereAreManyOfThem() => Assert.InRange(Texts(typeof(EdgeVisionOptions), "").Count(), 20, 500);

    [Theory, MemberData(nameof(TextSettings))]
    public void IsRefusedWhereItWasWritten_OrHarmless(string setting)
    {
        foreach (string text in s_hostile)
        {
            // What JSON cannot carry may still come by another way, which has no lines.
            bool isWhole = !text.EnumerateRunes().Any(static rune => rune == System.Text.Rune.ReplacementChar);
            using var file = new ConfigurationFile(isWhole ? With(setting, text) : Base);
            try
            {
                Prepare(isWhole ? file.Load() : file.Load(overrides: new() { [KeyOf(setting)] = text }));
            }
            catch (ConfigurationException e)
            {
                Assert.All(e.Errors, error => Assert.False(isWhole && error.Origin.Line == 0, $"{error} has no line"));
                Assert.All(e.Errors, error => Assert.DoesNotContain(error.ToString(), char.IsControl));
                Assert.All(e.Errors, error => Assert.InRange(error.ToString().Length, 1, 3000));
            }
            catch (Exception e) when (e is MqttException or CameraException or CodecException)
            {
                // What only the machine knows: a recording or a certificate that is not there.
            }
        }
    }

    private static IEnumerable<string> Texts(Type section, string prefix)
    {
        foreach (Setting setting in Setting.Of(section))
        {
            Type? element = Setting.ElementOf(setting.Type);
            Type type = element ?? setting.Type;
            string path = $"{prefix}{setting.Name}{(element is null ? "" : "[]")}";
            if (type == typeof(string))
                yield return path;
            else if (Setting.IsSection(type))
                foreach (string inner in Texts(type, $"{path}."))
                    yield return inner;
        }
    }

    /// <summary>The whole file with one string replaced, each value on a line of its own.</summary>
    private static string With(string setting, string text)
    {
        JsonNode root = JsonNode.Parse(Base)!;
        JsonNode node = root;
        string[] names = setting.Split('.');
        foreach (string name in names[..^1])
        {
            bool isList = name.EndsWith("[]", StringComparison.Ordinal);
            // A section that is written as a string is one to be written as an object.
            if (node[name] is JsonValue)
                node[name] = new JsonObject();
            node = isList ? (node[name[..^2]] ??= new JsonArray(new JsonObject()))[ElementFor(setting)]! : node[name] ??= new JsonObject();
        }

        string last = names[^1];
        if (last.EndsWith("[]", StringComparison.Ordinal))
            node[last[..^2]] = new JsonArray(text, text);
        else
            node[last] = text;
        return root.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static string KeyOf(string setting) =>
        setting.Replace(
            "cameras[]", $"cameras:{ElementFor(setting)}", StringComparison.Ordinal).Replace("[]", ":0", StringComparison.Ordinal).Replace('.', ':');

    private static int ElementFor(string setting) => setting switch
    {
        "cameras[].path" => 1,
        "cameras[].command[]" or "cameras[].environment[]" => 2,
        _ => 0,
    };

    /// <summary>Everything the daemon does with options before it touches a camera, a line or the network.</summary>
    private void Prepare(EdgeVisionOptions options)
    {
        var seams = new EdgeVisionSeams { OpenModel = static _ => new ScriptedTask(), FindBoard = static () => null };
        _ = seams.CheckSurroundings(options);
        using var agent = new VisionAgent(
            options, seams, NullLoggerFactory.Instance, new PipelineMetrics(_services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>()));
        agent.Prepare();
    }
}
