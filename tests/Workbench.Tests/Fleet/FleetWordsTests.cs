using EdgeVision.Workbench.Fleet.Boards;
using EdgeVision.Workbench.Fleet.Rollouts;

namespace EdgeVision.Workbench.Tests.Fleet;

public sealed class FleetWordsTests
{
    [Theory]
    [InlineData("mqtt://broker.local", "mqtt://broker.local:1883")]
    [InlineData("mqtts://broker.local", "mqtts://broker.local:8883")]
    [InlineData("mqtt://10.0.0.1:1884/", "mqtt://10.0.0.1:1884")]
    [InlineData("mqtts://[fd00::1]:99", "mqtts://[fd00::1]:99")]
    public void ReadsAddressesOfBrokers(string text, string expected) => Assert.Equal(expected, BrokerAddress.Parse(text, out _)!.ToString());

    [Theory]
    [InlineData("broker.local", "write mqtt://")]
    [InlineData("http://broker.local", "write mqtt://")]
    [InlineData("mqtt://", "write mqtt://")]
    [InlineData("mqtt://u:p@broker.local", "--password-file")]
    [InlineData("mqtt://broker.local/edgevision", "--prefix")]
    [InlineData("mqtt://broker.local:0", "write mqtt://")]
    [InlineData("mqtt://broker.local:99999", "write mqtt://")]
    public void Refuses_WhatIsNoAddress(string text, string advice)
    {
        Assert.Null(BrokerAddress.Parse(text, out string error));
        Assert.Contains(advice, error, StringComparison.Ordinal);
        Assert.DoesNotContain("u:p", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mqtt://b", "u", null, "ca.pem", "say mqtts://b")]
    [InlineData("mqtt://b", null, "pw", null, "--username")]
    public void Refuses_AccessThatMakesNoSense(string broker, string? user, string? password, string? ca, string advice) =>
        Assert.Contains(
            advice, Assert.Throws<UsageException>(() => new BrokerAccess(broker, "ev", user, password, ca).ToOptions()).Message, StringComparison.Ordinal);

    [Fact]
    public void WhatABoardIsToldIsTheContracts()
    {
        string hash = new('A', 64);
        Assert.Equal(
            $$"""{"url":"https://models.example/birds-1.4.0.bundle","sha256":"{{hash.ToLowerInvariant()}}","version":"1.4.0","rollout":"r1"}""",
            DesiredModel.Of("https://models.example/birds-1.4.0.bundle", hash, "1.4.0").ToMessage("r1"));
        Assert.Equal("""{"name":"birds","rollout":"r1"}""", DesiredModel.Of("birds", null, null).ToMessage("r1"));
    }

    [Theory]
    [InlineData("ftp://x/y", null, null, "https://")]
    [InlineData("file:///etc/passwd", null, null, "https://")]
    [InlineData("https://u:p@x/y", null, null, "boards refuse that")]
    [InlineData("https://x/y", "abc", null, "64 hexadecimal digits")]
    [InlineData("birds", "abc", null, "--sha256 goes with the address")]
    [InlineData("models/birds.bundle", null, null, "web server")]
    [InlineData("birds", null, "1 4", "--version 1 4")]
    public void Refuses_WhatNoBoardHeeds(string model, string? sha256, string? version, string reason)
    {
        string message = Assert.Throws<UsageException>(() => DesiredModel.Of(model, sha256, version)).Message;

        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain("u:p", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AMessageThatNoBoardReads() =>
        Assert.Contains(
            "at most 4096",
            Assert.Throws<UsageException>(() => DesiredModel.Of($"https://x/{new string('€', 2030)}", null, null).ToMessage("r")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void ASelectionIsByNameGroupOrPattern()
    {
        BoardView board = new("door-7") { State = new(null, null, null, null, null, ["lobby"]) };

        Assert.True(new BoardSelection([], [], []).Holds(board));
        Assert.True(new BoardSelection(["door-7"], [], []).Holds(board));
        Assert.True(new BoardSelection([], ["lobby"], []).Holds(board));
        Assert.True(new BoardSelection([], [], ["gate-*", "door-?"]).Holds(board));
        Assert.False(new BoardSelection(["door-8"], ["Lobby"], ["Door-*", "door-??"]).Holds(board));
        Assert.False(new BoardSelection([], ["lobby"], []).Holds(new("door-7")));
    }
}
