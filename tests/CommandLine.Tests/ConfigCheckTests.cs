using System.Diagnostics;
using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.CommandLine.Tests;

/// <summary>The whole command, in a process of its own.</summary>
public sealed class ConfigCheckTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SaysThatAConfigurationIsGood()
    {
        (int exitCode, string output, string errors) = Check(
            $$"""{ "cameras": [{ "name": "a", "kind": "replay", "path": "{{Repository.PathTo("samples")}}" }] }""");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.EndsWith("edgevision.json: good; 1 camera, 0 rules, 0 outputs.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void LetsWarningsPass_UnlessTheyCount()
    {
        const string Text = """{ "cameras": [{ "name": "a", "kind": "replay", "path": "/no/such/recording" }] }""";

        (int exitCode, string output, string errors) = Check(Text);
        (int strictCode, string strictOutput, string strictErrors) = Check(Text, "--strict");

        Assert.Equal(0, exitCode);
        Assert.Contains("good, with 1 warning; 1 camera,", output, StringComparison.Ordinal);
        Assert.Contains("edgevision.json:1: $.cameras[0].path: /no/such/recording is not there; put it there, or name another file. (warning)", errors,
            StringComparison.Ordinal);
        Assert.Equal((78, ""), (strictCode, strictOutput));
        Assert.Contains("the configuration cannot be used: 1 warning, and --strict lets none pass.", strictErrors, StringComparison.Ordinal);
    }

    [Fact]
    public void RefusesWhatAStartOrAReloadWouldTripOver()
    {
        (int exitCode, string output, string errors) = Check("""
            {
              "cameras": [{ "name": "a", "kind": "pipe", "command": ["no-such-program"], "format": "jpeg" }],
              "rules": [{ "name": "r", "labels": ["persn"] }],
              "mqtt": {
                "username": "me",
                "passwordFile": "/no/such/password"
              }
            }
            """);

        Assert.Equal((78, ""), (exitCode, output));
        Assert.Equal(
            [
                "edgevision.json:2: $.cameras[0].command[0]: no-such-program is found in no folder of PATH; install it, or name its whole path. (warning)",
                "edgevision.json:3: $.rules[0].labels[0]: model ssdlite-mobilenet-v2-coco cannot see \"persn\"; did you mean \"person\"?",
                "edgevision.json:6: $.mqtt.passwordFile: /no/such/password is not there; put it there, or name another file.",
                "edgevision: the configuration cannot be used: 2 errors, with 1 warning.",
            ],
            errors.Replace($"{_folder.Path}/", "", StringComparison.Ordinal).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("""{ "cameras": [{ "name": "a", "kind": "replay", "path": "/no/such/recording" }], "mqtt": { "host": "mqtt://x" } }""", 78, "error")]
    [InlineData("""{ "cameras": [{ "name": "a", "kind": "replay", "path": "/no/such/recording" }] }""", 0, "warning")]
    public void PrintsOneObjectAFinding_AndTheVerdict(string text, int expected, string severity)
    {
        (int exitCode, string output, string errors) = Check(text, "--json");

        JsonElement[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => JsonDocument.Parse(line).RootElement)];
        Assert.Equal((expected, ""), (exitCode, errors));
        Assert.Equal(2, lines.Length);
        Assert.Equal(severity, lines[0].GetProperty("severity").GetString());
        Assert.EndsWith("edgevision.json:1", lines[0].GetProperty("origin").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("$.", lines[0].GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", lines[0].GetProperty("message").GetString());
        Assert.Equal(expected == 0, lines[1].GetProperty("valid").GetBoolean());
        Assert.Equal(1, lines[1].GetProperty("errors").GetInt32() + lines[1].GetProperty("warnings").GetInt32());
    }

    private (int ExitCode, string Output, string Errors) Check(string text, params string[] arguments)
    {
        string file = _folder.PathTo("edgevision.json");
        File.WriteAllText(file, text);
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgevision.dll"), "config", "check", "--config", file, "--set",
            $"inference:model={Repository.PathTo("models", "ssdlite-mobilenet-v2-coco")}", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
