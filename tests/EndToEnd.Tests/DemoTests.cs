using System.Diagnostics;
using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary><c>edgevision demo</c>, the first thing people see.</summary>
public sealed class DemoTests
{
    [Fact]
    public void RunsThePipelineAndReceivesItsMessagesBack()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("demo", "--frames", "60", "--json");

        Assert.Equal((0, ""), (exitCode, errors));
        JsonElement[] lines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        Assert.Contains(lines, line => Is(line, "sees", "cat"));
        Assert.Contains(lines, line => Is(line, "sees", "cup"));
        Assert.Contains(lines, line => Is(line, "output", "on"));
        Assert.Contains(lines, line => Is(line, "mqtt", "edgevision.event/1"));
        JsonElement summary = lines[^1];
        Assert.Equal("summary", summary.GetProperty("kind").GetString());
        Assert.Equal(60, summary.GetProperty("frames").GetInt32());
        Assert.InRange(summary.GetProperty("messages").GetInt32(), 60, 200);
    }

    [Fact]
    public void EndsByItselfWhereNoTerminalShowsIt()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("demo");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith("90 frames at ", output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void LeavesNothingBehindWhenKilled()
    {
        using var temporary = new TemporaryFolder();
        // The runtime's own sockets for debuggers would stay there, as of any .NET program.
        Dictionary<string, string> environment = new() { ["TMPDIR"] = temporary.Path, ["DOTNET_EnableDiagnostics"] = "0" };
        using EdgeVisionProcess demo = EdgeVisionProcess.Start(environment, "demo", "--frames", "0");
        WaitForAMessage(demo);

        string[] children = demo.Children;
        demo.KillHard();
        demo.WaitForExit(TimeSpan.FromMinutes(1));

        Assert.Empty(children);
        Assert.Empty(Directory.GetFileSystemEntries(temporary.Path));
    }

    private static void WaitForAMessage(EdgeVisionProcess demo)
    {
        long start = Stopwatch.GetTimestamp();
        while (!demo.Output.Contains("edgevision/demo/pictures/events", StringComparison.Ordinal))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(1), demo.Output + demo.Errors);
            Thread.Sleep(20);
        }
    }

    private static bool Is(JsonElement line, string kind, string text) =>
        line.GetProperty("kind").GetString() == kind && line.GetProperty("text").GetString()!.Contains(text, StringComparison.Ordinal);
}
