using EdgeVision.EdgeAgent.Hosting;

namespace EdgeVision.EdgeAgent.Tests.Systemd;

public sealed class SystemdJournalTests
{
    [Theory]
    [InlineData("42", 42, true)]
    [InlineData("41", 42, false)]
    [InlineData("", 42, false)]
    [InlineData(null, 42, false)]
    public void IsFor_OnlyTheProcessThatSystemdStarted(string? variable, int processId, bool expected) =>
        Assert.Equal(expected, SystemdJournal.IsFor(variable, processId));

    [Fact]
    public void Information_WithoutSystemd_IsTheLineAlone() => Assert.Equal("fine.json: good", SystemdJournal.Information("fine.json: good"));
}
