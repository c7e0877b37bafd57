using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>Inputs of the daemon as a process, and what it loads for them.</summary>
public sealed class InputTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly string[] s_bindings = ["EdgeVision.Peripherals.dll", "Iot.Device.Bindings.dll"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("""{ "name": "motion", "kind": "line", "driver": "simulated" }""")]
    public void TheBindingsAreNotLoaded_WithoutAnInputThatNeedsThem(string input)
    {
        using EdgeVisionProcess daemon = Start(input);

        WaitForWords(daemon, "lamp would be Active");

        IReadOnlySet<string> mapped = daemon.MappedFiles;
        // What is loaded for sure shows that the look is worth something.
        Assert.Contains("EdgeVision.Inference.dll", mapped);
        Assert.Empty(mapped.Intersect([.. s_bindings, "System.Device.Gpio.dll", "UnitsNet.dll", "System.Drawing.Common.dll"]));
    }

    [Theory]
    [InlineData("pir")]
    [InlineData("button")]
    public void TheBindingsAreLoaded_ForAnInputThatNeedsThem_AndItsCameraIsInferred(string kind)
    {
        using EdgeVisionProcess daemon = Start($$"""{ "name": "motion", "kind": "{{kind}}", "driver": "simulated" }""");

        WaitForWords(daemon, "Input motion listens to simulated line motion.");
        WaitForWords(daemon, "lamp would be Active");

        Assert.Empty(s_bindings.Except(daemon.MappedFiles));
    }

    [Theory]
    [InlineData("line")]
    [InlineData("pir")]
    [InlineData("button")]
    public void AnInputThatCannotBeHad_IsToldAndEndsNothing(string kind)
    {
        using EdgeVisionProcess daemon = Start($$"""{ "name": "motion", "kind": "{{kind}}", "chip": "no-such-chip", "line": "NO-SUCH-LINE" }""");

        WaitForWords(
            daemon, "Input motion cannot be listened to; trying again until it can, and what waits for it waits. There is no GPIO chip “no-such-chip”");
        WaitForWords(daemon, "Camera yard is online.");

        Assert.DoesNotContain("lamp would be Active", daemon.Output, StringComparison.Ordinal);
        daemon.Terminate();
        Assert.Equal(0, daemon.WaitForExit(TimeSpan.FromSeconds(3)));
    }

    private static void WaitForWords(EdgeVisionProcess daemon, string words) => Assert.True(
        SpinWait.SpinUntil(() => daemon.Output.Contains(words, StringComparison.Ordinal), s_patience),
        $"Did not see: {words}. The daemon printed:\n{daemon.Output}\n{daemon.Errors}");

    private EdgeVisionProcess Start(string input)
    {
        string file = _folder.PathTo("edgevision.json");
        string when = input.Length == 0 ? "" : ", \"when\": \"motion\"";
        File.WriteAllText(file, $$"""
            {
              "device": "box",
              "cameras": [{ "name": "yard", "kind": "replay", "path": "{{Repository.PathTo("samples")}}", "fps": 20, "hold": 20 {{when}} }],
              "rules": [{ "name": "cat", "labels": ["cat"], "endAfter": "300ms" }],
              "inputs": [{{input}}],
              "outputs": [{ "name": "lamp", "driver": "simulated", "line": "lamp", "rule": "cat" }]
            }
            """);
        return EdgeVisionProcess.Start("run", "--config", file);
    }
}
