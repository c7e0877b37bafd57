using EdgeVision.TestKit;
using EdgeVision.Workbench.Fleet.Boards;
using EdgeVision.Workbench.Fleet.Rollouts;

namespace EdgeVision.Workbench.Tests.Fleet;

public sealed class RolloutFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsKeptIsRead()
    {
        using var file = RolloutFile.Hold(_folder.PathTo("r.json"));
        RolloutDocument document = Document();
        document.Boards[0].Before = "{\"name\":\"é\"}";
        document.Boards[0].Outcome = BoardOutcome.Silent;
        document.Boards[0].GoodSince = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        document.Step = RolloutStep.PuttingBack;

        file.Write(document);
        RolloutDocument read = file.Read();

        Assert.Equal(
            (document.Id, document.Message, document.Access, document.Model, document.Step), (read.Id, read.Message, read.Access, read.Model, read.Step));
        Assert.Equal(("b", "{\"name\":\"é\"}", BoardOutcome.Silent), (read.Boards[0].Name, read.Boards[0].Before, read.Boards[0].Outcome));
        Assert.Equal(document.Boards[0].GoodSince, read.Boards[0].GoodSince);
        Assert.Equal((TimeSpan.FromMinutes(10), 3, "gone"), (read.Watch, read.MaxFailures, read.LeftOut[0].Name));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("{", "no rollout as this version keeps it")]
    [InlineData("null", "null")]
    [InlineData("[]", "no rollout as this version keeps it")]
    [InlineData("""{ "schema": "edgevision.rollout/1" }""", "no rollout as this version keeps it")]
    public void Refuses_WhatIsNoRollout(string text, string reason) => AssertRefused(text, reason);

    [Theory]
    [InlineData("edgevision.rollout/1", "edgevision.rollout/2", "its schema is not edgevision.rollout/1")]
    [InlineData("\"name\": \"b\"", "\"name\": \"../b\"", "can be no board")]
    [InlineData("\"wave\": 1", "\"wave\": -1", "damaged")]
    public void Refuses_WhatIsDamaged(string good, string bad, string reason)
    {
        string path = _folder.PathTo("good.json");
        using (var file = RolloutFile.Hold(path))
            file.Write(Document());
        string text = File.ReadAllText(path);
        Assert.Contains(good, text, StringComparison.Ordinal);

        AssertRefused(text.Replace(good, bad, StringComparison.Ordinal), reason);
    }

    [Fact]
    public void OneProcessAtATimeHasIt()
    {
        string path = _folder.PathTo("r.json");
        using (RolloutFile.Hold(path))
        {
            string message = Assert.Throws<IOException>(() => RolloutFile.Hold(path)).Message;
            Assert.Contains("another edgevision is at this rollout", message, StringComparison.Ordinal);
        }

        using (RolloutFile.Hold(path))
            Assert.True(File.Exists(path + ".lock"));
        Assert.False(File.Exists(path + ".lock"));
    }

    [Fact]
    public void NamesWhereItLooked() =>
        Assert.Contains(RolloutFile.Folder, Assert.Throws<FileNotFoundException>(() => RolloutFile.Find("no-such-rollout")).Message, StringComparison.Ordinal);

    private static RolloutDocument Document() => new()
    {
        Id = "r1",
        Created = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Access = new BrokerAccess("mqtts://b", "ev", "operator", "/pw"),
        Model = new DesiredModel("https://x/y", ScriptedFleet.Sha256, null, "1"),
        Message = "{}",
        Waves = ["1", "100%"],
        Watch = TimeSpan.FromMinutes(10),
        SilentAfter = TimeSpan.FromMinutes(15),
        MaxFailures = 3,
        RollbackOnFailure = true,
        Boards = [new RolloutBoard { Name = "b", Wave = 1 }],
        LeftOut = [new LeftOutBoard("gone", "is unknown")],
    };

    private void AssertRefused(string text, string reason)
    {
        string path = _folder.PathTo("bad.json");
        File.WriteAllText(path, text);
        using var file = RolloutFile.Hold(path);
        string message = Assert.Throws<DamagedRolloutException>(file.Read).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }
}
