using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.Workbench.Tests.Fleet;

/// <summary>The command against a real broker and boards that are clients of it.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class FleetRolloutTests : IDisposable
{
    private const string Hash = ScriptedFleet.Sha256;

    private readonly TemporaryFolder _folder = new();
    private readonly MosquittoBroker? _broker = DebianProgram.Find("mosquitto") is null ? null : new("allow_anonymous true\nmax_queued_messages 0");

    private string Address => $"mqtt://127.0.0.1:{_broker!.Port}";

    private string[] Model => ["--model", "https://models.example/birds-2.bundle", "--sha256", Hash];

    public void Dispose()
    {
        _broker?.Dispose();
        _folder.Dispose();
    }

    [MosquittoFact]
    public async Task FiveHundredBoards_SomeFailSomeAreAwaySomeComeLate_AndTheRolloutIsKilledAndResumed()
    {
        using LightFleet fleet = new(_broker!.Port);
        await fleet.ConnectAsync(500, static i => i % 100 == 7 ? "refused" : i % 100 == 8 ? "rolledBack" : "good");
        LightBoard[] away = [.. fleet.Boards.Where(static board => board.Name.EndsWith('5')).Take(20)];
        foreach (LightBoard board in away)
            await board.VanishAsync();
        LightBoard[] late = away[..5];
        await SayAsStrangersAsync();

        string id;
        using (FleetProcess first = Rollout("--match", "door-*", "--waves", "1%,10%,50%,100%", "--watch", "1s", "--max-failures", "10"))
        {
            first.WaitFor("wave 3 of 4: telling");
            await Task.Delay(100);
            first.Kill();
            id = Assert.Single(Directory.GetFiles(_folder.PathTo("edgevision/rollouts"), "*.json"));
            // The folder may hold what a process was just writing, and never under the rollout's name.
            using JsonDocument kept = JsonDocument.Parse(File.ReadAllText(id));
            Assert.Equal("running", kept.RootElement.GetProperty("step").GetString());
        }

        using FleetProcess second = new(_folder.Path, "rollout", "--resume", Path.GetFileNameWithoutExtension(id));
        second.WaitFor("wave 4 of 4: telling");
        foreach (LightBoard board in late)
            await board.ConnectAsync();

        Assert.Equal(ExitCode.Later, second.WaitForExit());
        Assert.Contains("Done: 475 good, 10 failed, 15 offline", second.Words, StringComparison.Ordinal);
        Assert.Contains("door-107 failed: noRoom: The card has 3 MB left.", second.Words, StringComparison.Ordinal);
        Assert.Contains("door-208 failed: tooSlow: A frame takes 900 ms, and 300 are allowed.", second.Words, StringComparison.Ordinal);
        LightBoard[] there = [.. fleet.Boards.Except(away).Concat(late)];
        Assert.All(there, static board => Assert.Contains(Hash, Assert.Single(board.Told), StringComparison.Ordinal));
        Assert.Equal(475, there.Count(static board => board.Active == Hash));
        foreach (LightBoard board in away[5..])
        {
            using MosquittoSubscriber waiting = _broker.Subscribe($"edgevision/{board.Name}/model/set");
            Assert.Equal(there[0].Told[0], waiting.WaitFor($"edgevision/{board.Name}/model/set").Payload);
        }
    }

    [MosquittoFact]
    public async Task ACanaryThatFailsStopsARollout_AndWhatTheBoardsWereToldIsPutBack()
    {
        using LightFleet fleet = new(_broker!.Port);
        await fleet.ConnectAsync(40, static _ => "rolledBack");
        using (FleetProcess rollout = Rollout("--group", "all", "--waves", "2,100%", "--watch", "1s", "--rollback-on-failure"))
        {
            Assert.Equal(ExitCode.BoardsFailed, rollout.WaitForExit());
            Assert.Contains("failed: tooSlow: A frame takes 900 ms", rollout.Words, StringComparison.Ordinal);
            Assert.Contains("Put back after wave 1 of 2", rollout.Words, StringComparison.Ordinal);
        }

        Assert.True(SpinWait.SpinUntil(() => fleet.Boards.Sum(static board => board.Told.Count) == 4, TimeSpan.FromSeconds(10)));
        LightBoard[] told = [.. fleet.Boards.Where(static board => board.Told.Count > 0)];
        Assert.Equal(2, told.Length);
        Assert.All(told, static board => Assert.Equal("null", board.Told[^1]));
    }

    [MosquittoFact]
    public async Task CtrlCStops_SaysHowToGoOn_AndAWholeRolloutCanBeTakenBack()
    {
        using LightFleet fleet = new(_broker!.Port);
        await fleet.ConnectAsync(6, static _ => "good");
        string file = _folder.PathTo("mine.json");
        using (FleetProcess dry = Rollout("--match", "*", "--dry-run", "--json"))
        {
            Assert.Equal(ExitCode.Ok, dry.WaitForExit());
            using JsonDocument plan = JsonDocument.Parse(dry.Words);
            Assert.Equal(3, plan.RootElement.GetProperty("waves").GetArrayLength());
        }

        using (FleetProcess first = Rollout("--match", "*", "--waves", "1,100%", "--watch", "1h", "--state", file))
        {
            first.WaitFor("wave 1 of 2: telling 1 board");
            Assert.True(SpinWait.SpinUntil(() => fleet.Boards.Exists(static board => board.Told.Count > 0), TimeSpan.FromSeconds(20)));
            using (FleetProcess other = new(_folder.Path, "rollout", "--resume", file))
            {
                Assert.Equal(ExitCode.CannotWrite, other.WaitForExit());
                Assert.Contains("another edgevision is at this rollout", other.Words, StringComparison.Ordinal);
            }

            first.Signal("INT");
            Assert.Equal(ExitCode.Interrupted, first.WaitForExit());
            Assert.Contains($"edgevision fleet rollout --resume {file}", first.Words, StringComparison.Ordinal);
        }

        Assert.Single(fleet.Boards, static board => board.Told.Count > 0);
        using (FleetProcess resumed = new(_folder.Path, "rollout", "--resume", file, "--watch", "0s"))
            Assert.Equal(ExitCode.Ok, resumed.WaitForExit());
        Assert.All(fleet.Boards, static board => Assert.Equal(Hash, board.Active));

        using (FleetProcess status = new(_folder.Path, "status", "--broker", Address, "--json"))
        {
            Assert.Equal(ExitCode.Ok, status.WaitForExit());
            Assert.Equal(6, status.Words.Split('\n').Count(static line => line.Contains($"\"sha256\":\"{Hash}\"", StringComparison.Ordinal)));
        }

        using (FleetProcess back = new(_folder.Path, "rollback", file))
            Assert.Equal(ExitCode.Ok, back.WaitForExit());
        Assert.True(SpinWait.SpinUntil(() => fleet.Boards.TrueForAll(static board => board.Active == "old"), TimeSpan.FromSeconds(10)));
    }

    [MosquittoFact]
    public void Refuses_ABrokerThatIsNotThere_BoardsThatAreNot_AndOptionsThatMakeNoSense()
    {
        using FleetProcess nobody = new(_folder.Path, "rollout", "--broker", Address, "--match", "*", "--model", "birds");
        using FleetProcess noBoards = new(_folder.Path, "rollout", "--broker", Address, "--model", "birds");
        using FleetProcess noBroker = new(_folder.Path, "status");
        using FleetProcess noFile = new(_folder.Path, "rollout", "--resume", "yesterday");

        Assert.Equal(ExitCode.Usage, nobody.WaitForExit());
        Assert.Contains("no board says what it runs", nobody.Words, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, noBoards.WaitForExit());
        Assert.Contains("--match '*' is every board", noBoards.Words, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, noBroker.WaitForExit());
        Assert.Contains("--broker is missing", noBroker.Words, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NoInput, noFile.WaitForExit());
        Assert.Contains("no such rollout", noFile.Words, StringComparison.Ordinal);
    }

    private FleetProcess Rollout(params string[] arguments) => new(_folder.Path, ["rollout", "--broker", Address, .. Model, .. arguments]);

    /// <summary>What whoever may write below the prefix can leave there.</summary>
    private async Task SayAsStrangersAsync()
    {
        using var stranger = new MQTTnet.MqttClientFactory().CreateMqttClient();
        await stranger.ConnectAsync(new MQTTnet.MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", _broker!.Port).Build());
        byte[][] payloads = [[], [0], [0xFF, 0xFE], "{"u8.ToArray(), "[[[["u8.ToArray(), new byte[60_000], new byte[500_000], "\"online\""u8.ToArray()];
        for (int i = 0; i < 1500; i++)
        {
            // Large ones now and then.
            byte[] payload = payloads[i % payloads.Length];
            payload = payload[..Math.Min(payload.Length, i < 20 ? int.MaxValue : 50)];
            foreach (string topic in (string[])["status", "model/state", "model/set"])
            {
                await stranger.PublishAsync(new MQTTnet.MqttApplicationMessageBuilder()
                    .WithTopic($"edgevision/stranger-{i}/{topic}").WithPayload(payload).WithRetainFlag().Build());
            }
        }

        await stranger.DisconnectAsync(new MQTTnet.MqttClientDisconnectOptions());
    }
}
