using System.Diagnostics;
using EdgeVision.TestKit;

namespace EdgeVision.Workbench.Tests.Fleet;

/// <summary>deploy/fleet/mosquitto.acl on a real mosquitto: who gets what through.</summary>
public sealed class BrokerPermissionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MosquittoBroker? _broker;

    public BrokerPermissionTests()
    {
        if (DebianProgram.Find("mosquitto") is null || DebianProgram.Find("mosquitto_pub") is null)
            return;
        string passwords = _folder.PathTo("passwords");
        foreach (string user in (string[])["door-1", "door-2", "operator", "dashboard"])
            AddUser(passwords, user);
        string rules = _folder.PathTo("fleet.acl");
        File.Copy(Repository.PathTo("deploy", "fleet", "mosquitto.acl"), rules);
        _broker = new MosquittoBroker($"allow_anonymous false\npassword_file {passwords}\nacl_file {rules}");
    }

    public void Dispose()
    {
        _broker?.Dispose();
        _folder.Dispose();
    }

    [MosquittoFact]
    public void ABoardSpeaksForItself_AndOnlyTheOperatorTellsItWhatToRun()
    {
        using MosquittoSubscriber seen = Subscribe("dashboard", "edgevision/#");
        (string User, string Topic, bool IsAllowed)[] attempts =
        [
            ("door-1", "edgevision/door-1/model/state", true),
            ("door-1", "edgevision/door-1/status", true),
            ("door-1", "edgevision/door-1/gate/status", true),
            ("door-1", "edgevision/door-1/gate/events", true),
            ("door-1", "edgevision/door-1/gate/detections", true),
            ("door-1", "edgevision/door-2/model/state", false),
            ("door-1", "edgevision/door-2/status", false),
            ("door-1", "edgevision/door-2/gate/events", false),
            ("door-1", "edgevision/door-1/model/set", false),
            ("door-1", "edgevision/door-2/model/set", false),
            ("door-1", "edgevision/groups/lobby/model/set", false),
            ("door-1", "other/door-1/status", false),
            ("operator", "edgevision/door-1/model/set", true),
            ("operator", "edgevision/groups/lobby/model/set", true),
            ("operator", "edgevision/door-1/model/state", false),
            ("operator", "edgevision/operator/status", false),
            ("dashboard", "edgevision/door-1/model/set", false),
            ("dashboard", "edgevision/door-1/status", false),
            ("dashboard", "edgevision/dashboard/status", false),
            ("dashboard", "edgevision/groups/lobby/model/set", false),
        ];
        foreach ((string user, string topic, _) in attempts)
            Publish(user, topic, $"{user}>{topic}");
        // The last one that comes: what came before it and was not refused has been seen by then.
        Publish("operator", "edgevision/end/model/set", "end");
        seen.WaitFor("edgevision/end/model/set");

        Assert.Equal(
            attempts.Where(static attempt => attempt.IsAllowed).Select(static attempt => $"{attempt.User}>{attempt.Topic}").Append("end"),
            seen.Received.Select(static message => message.Payload));
    }

    [MosquittoFact]
    public void ABoardHearsWhatItIsTold_AndNothingOfOthers_AndConsumersMayShareTheirWork()
    {
        using MosquittoSubscriber board = Subscribe("door-1", "edgevision/#");
        using MosquittoSubscriber own = Subscribe("door-1", "edgevision/door-1/model/set");
        using MosquittoSubscriber a = Subscribe("dashboard", "$share/counters/edgevision/+/+/events");
        using MosquittoSubscriber b = Subscribe("dashboard", "$share/counters/edgevision/+/+/events");
        Publish("operator", "edgevision/door-2/model/set", "not yours");
        for (int i = 0; i < 10; i++)
            Publish("door-2", "edgevision/door-2/gate/events", $"{i}");
        Publish("operator", "edgevision/groups/lobby/model/set", "all");
        Publish("operator", "edgevision/door-1/model/set", "yours");

        Assert.Equal("yours", own.WaitFor("edgevision/door-1/model/set").Payload);
        board.WaitFor("edgevision/door-1/model/set");
        Assert.Equal(["all", "yours"], board.Received.Select(static message => message.Payload));
        Assert.True(SpinWait.SpinUntil(() => a.Received.Count + b.Received.Count == 10, TimeSpan.FromSeconds(10)), $"{a.Received.Count} + {b.Received.Count}");
        Assert.Equal(Enumerable.Range(0, 10).Select(static i => $"{i}"), a.Received.Concat(b.Received).Select(static message => message.Payload).Order());
    }

    [MosquittoFact]
    public async Task TheCommandWorksAsTheOperator_AndNobodyElse()
    {
        Publish("door-1", "edgevision/door-1/model/state", """{"schema":"edgevision.model-state/1","device":"door-1","source":"device"}""");
        string password = _folder.PathTo("pw");
        await File.WriteAllTextAsync(password, "secret\n");
        string[] common = ["--broker", $"mqtt://127.0.0.1:{_broker!.Port}", "--password-file", password];

        using FleetProcess asNobody = new(_folder.Path, ["status", "--broker", common[1]]);
        using FleetProcess asOperator = new(_folder.Path, ["status", .. common, "--username", "operator", "--json"]);
        Assert.Equal(ExitCode.Ok, asOperator.WaitForExit());
        Assert.Contains("\"device\":\"door-1\"", asOperator.Words, StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadConfiguration, asNobody.WaitForExit());
        Assert.Contains("not authorised", asNobody.Words, StringComparison.Ordinal);

        using FleetProcess rollout = new(
            _folder.Path,
            ["rollout", .. common, "--username", "operator", "--device", "door-1", "--model", "birds", "--version", "2", "--watch", "0s"]);
        using MosquittoSubscriber board = Subscribe("door-1", "edgevision/door-1/model/set");
        Assert.Contains("\"name\":\"birds\"", board.WaitFor("edgevision/door-1/model/set").Payload, StringComparison.Ordinal);
        Publish("door-1", "edgevision/door-1/model/state",
            """{"schema":"edgevision.model-state/1","device":"door-1","source":"device","active":{"name":"birds","version":"2"}}""");
        Assert.Equal(ExitCode.Ok, rollout.WaitForExit());
    }

    private static void AddUser(string passwords, string user)
    {
        if (!File.Exists(passwords))
            File.WriteAllText(passwords, "");
        string program = DebianProgram.Find("mosquitto_passwd")!;
        using var process = Process.Start(new ProcessStartInfo(program, ["-b", passwords, user, "secret"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private MosquittoSubscriber Subscribe(string user, string filter) => _broker!.Subscribe(filter, "-u", user, "-P", "secret");

    private void Publish(string user, string topic, string payload)
    {
        string[] retained = topic.EndsWith("/model/state", StringComparison.Ordinal) ? ["-r"] : [];
        string[] arguments = ["-h", "127.0.0.1", "-p", $"{_broker!.Port}", "-u", user, "-P", "secret", "-q", "1", "-t", topic, "-m", payload, .. retained];
        using var process = Process.Start(DebianProgram.Find("mosquitto_pub")!, arguments);
        process.WaitForExit();
    }
}
