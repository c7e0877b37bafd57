using EdgeVision.EdgeAgent.Cli;
using EdgeVision.EdgeAgent.Hosting;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

public sealed class LastResortTests
{
    [Fact]
    public void StopsEverythingFirst_ThenTellsTheStack_ThenEndsAsADefectDoes()
    {
        List<string> order = [];
        var log = new RecordingLogger<LastResort>();
        using var lastResort = new LastResort(() => order.Add("stop"), log, exitCode => order.Add($"exit {exitCode} after {log.Stacks.Length} lines"));

        lastResort.End(new InvalidOperationException("of a thread"));

        Assert.Equal(["stop", $"exit {ExitCode.Defect} after 1 lines"], order);
        Assert.Contains("of a thread", Assert.Single(log.Stacks), StringComparison.Ordinal);
    }

    [Fact]
    public void EndsTheProcessEvenWhereTheStopThrows()
    {
        int? ended = null;
        using var lastResort = new LastResort(
            () => throw new InvalidOperationException("worse"), new RecordingLogger<LastResort>(), exitCode => ended = exitCode);

        Assert.Throws<InvalidOperationException>(() => lastResort.End("anything"));

        Assert.Equal(ExitCode.Defect, ended);
    }
}
