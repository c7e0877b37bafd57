using System.Diagnostics;
using System.Text;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>The daemon under a systemd that the test plays, whose configuration changes while it runs.</summary>
public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly NotifySocket _systemd;

    public ReloadTests() => _systemd = new NotifySocket(_folder.PathTo("notify"));

    private string Configuration => _folder.PathTo("edgevision.json");

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [MosquittoFact]
    public void CamerasRulesAndTopicsChange_AndNothingOfTheOldStaysOnTheBroker()
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("#");
        Write(broker.Port, camera: "yard", rule: "cat");
        using EdgeVisionProcess daemon = StartAndAwaitReady();
        subscriber.WaitFor("edgevision/box/yard/status", "online");
        Assert.Contains("\"start\"", subscriber.WaitFor("edgevision/box/yard/events").Payload, StringComparison.Ordinal);

        Write(broker.Port, camera: "garden", rule: "pet");
        string status = Reload(daemon);
        Assert.Contains("\"pet\"", subscriber.WaitFor("edgevision/box/garden/events").Payload, StringComparison.Ordinal);

        Assert.DoesNotContain("refused", status, StringComparison.Ordinal);
        using MosquittoSubscriber late = broker.Subscribe("edgevision/box/yard/status", "-t", "edgevision/box/garden/status", "-t", "edgevision/box/status");
        Assert.Equal("online", late.WaitFor("edgevision/box/status").Payload);
        Assert.Equal([("edgevision/box/garden/status", "online"), ("edgevision/box/status", "online")],
            late.Received.Select(message => (message.Topic, message.Payload)));
        string[] kinds = [.. subscriber.Received.Where(message => message.Topic == "edgevision/box/yard/events").Select(message => message.Payload)];
        Assert.Equal(kinds.Count(Tells("start")), kinds.Count(Tells("end")));
        Assert.DoesNotContain("taken over", daemon.Output, StringComparison.Ordinal);
    }

    [MosquittoFact]
    public void ACameraThatGoesWhileTheBrokerIsAway_IsForgottenWhenItIsBack()
    {
        using MosquittoBroker broker = new();
        broker.Configuration += $"\npersistence true\npersistence_location {_folder.Path}/\nautosave_on_changes true\nautosave_interval 1";
        broker.Restart();
        using MosquittoSubscriber before = broker.Subscribe("edgevision/box/+/status");
        Write(broker.Port, camera: "yard", rule: "cat");
        using EdgeVisionProcess daemon = StartAndAwaitReady();
        before.WaitFor("edgevision/box/yard/status", "online");
        WaitUntil(() => Kept().Contains("edgevision/box/yard/status", StringComparison.Ordinal), daemon, "the broker wrote the camera's state to disk");
        broker.Freeze();

        Write(broker.Port, camera: "garden", rule: "cat");
        Reload(daemon);
        broker.Stop();
        string kept = Kept();
        broker.Start();

        Assert.Contains("edgevision/box/yard/status", kept, StringComparison.Ordinal);
        using MosquittoSubscriber after = broker.Subscribe("edgevision/box/garden/status");
        after.WaitFor("edgevision/box/garden/status", "online");
        using MosquittoSubscriber late = broker.Subscribe("edgevision/box/yard/status", "-t", "edgevision/box/garden/status");
        late.WaitFor("edgevision/box/garden/status");
        // An empty one only clears what the broker kept.
        Assert.DoesNotContain(late.Received, message => message is { Topic: "edgevision/box/yard/status", Payload: not "" });

        string Kept() => File.Exists(_folder.PathTo("mosquitto.db")) ? File.ReadAllText(_folder.PathTo("mosquitto.db"), Encoding.Latin1) : "";
    }

    [Fact]
    public void OutputsGoSafeInTheSwapAndComeBack()
    {
        Write(LoopbackPort.FindFree(), camera: "yard", rule: "cat");
        using EdgeVisionProcess daemon = StartAndAwaitReady();
        WaitForWords(daemon, "lamp would be Active");

        Write(LoopbackPort.FindFree(), camera: "garden", rule: "cat");
        Reload(daemon);
        string[] before = Levels(daemon);
        WaitUntil(() => Levels(daemon).Length > before.Length, daemon, "the lamp was driven by the new configuration");

        Assert.Equal("Inactive", before[^1]);
        Assert.Contains("Active", Levels(daemon).Skip(before.Length));
    }

    [Theory]
    [InlineData("{ \"cameras\": [\n { \"nmae\": 1 } ] }", ":2: $.cameras[0].nmae: is not a setting")]
    [InlineData(null, "there is no such file")]
    public void ABadFileIsRefusedWithItsErrors_AndTheDaemonGoesOnUntilItIsGoodAgain(string? text, string error)
    {
        int port = LoopbackPort.FindFree();
        Write(port, camera: "yard", rule: "cat");
        using EdgeVisionProcess daemon = StartAndAwaitReady();
        WaitForWords(daemon, "lamp would be Active");
        if (text is null)
            File.Delete(Configuration);
        else
            File.WriteAllText(Configuration, text);

        string refused = Reload(daemon);
        int levels = Levels(daemon).Length;
        WaitForWords(daemon, error);
        WaitUntil(() => Levels(daemon).Length > levels + 1, daemon, "the lamp went on switching");
        Write(port, camera: "garden", rule: "cat");
        string accepted = Reload(daemon);

        Assert.Contains("refused, running the one before: ", refused, StringComparison.Ordinal);
        Assert.Contains(error, refused, StringComparison.Ordinal);
        Assert.DoesNotContain("refused, running the one before", accepted, StringComparison.Ordinal);
        WaitForWords(daemon, "The new configuration is at work");
    }

    [Fact]
    public void Start_IsReadyWithinTenSeconds()
    {
        Write(LoopbackPort.FindFree(), camera: "yard", rule: "cat");
        long start = Stopwatch.GetTimestamp();

        using EdgeVisionProcess daemon = StartAndAwaitReady();

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void AHangUpWhileTheModelIsLoading_NeitherKillsNorIsLost()
    {
        Write(LoopbackPort.FindFree(), camera: "yard", rule: "cat");
        using EdgeVisionProcess daemon = Start();
        // The last words before the model.
        WaitForWords(daemon, "Output lamp drives");
        Write(LoopbackPort.FindFree(), camera: "garden", rule: "cat");

        daemon.HangUp();

        _systemd.Await("READY=1");
        _systemd.Await("RELOADING=1");
        _systemd.Await("READY=1");
        WaitForWords(daemon, "garden");
    }

    [Fact]
    public void AHundredHangUpsEndInTheLastConfiguration()
    {
        int port = LoopbackPort.FindFree();
        Write(port, camera: "yard", rule: "cat");
        using EdgeVisionProcess daemon = StartAndAwaitReady();

        for (int i = 0; i < 100; i++)
            daemon.HangUp();
        Write(port, camera: "last", rule: "cat");
        daemon.HangUp();

        WaitForWords(daemon, "The new configuration is at work");
        WaitForWords(daemon, "camera last", "Camera last");
        // A full socket would hold up the farewell.
        while (_systemd.HasMessage)
            _systemd.Receive();
        daemon.Terminate();
        Assert.Equal(0, daemon.WaitForExit(s_stopLimit));
    }

    [MosquittoFact]
    public void SigtermInTheMiddleOfAReload_EndsWithinThreeSeconds()
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/box/status");
        Write(broker.Port, camera: "yard", rule: "cat");
        using EdgeVisionProcess daemon = StartAndAwaitReady();
        subscriber.WaitFor("edgevision/box/status", "online");

        // Another model setting, so that the reload takes its time.
        Write(broker.Port, camera: "garden", rule: "cat", minimumScore: 0.4);
        daemon.HangUp();
        _systemd.Await("RELOADING=1");
        daemon.Terminate();

        Assert.Equal(0, daemon.WaitForExit(s_stopLimit));
        subscriber.WaitFor("edgevision/box/status", "offline");
        Assert.Equal("Inactive", Levels(daemon)[^1]);
    }

    [MosquittoFact]
    public void TwentyReloadsLeaveNoThreadsAndNoDescriptorsBehind()
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/box/+/status");
        Write(broker.Port, camera: "camera0", rule: "cat");
        using EdgeVisionProcess daemon = StartAndAwaitReady();
        int threads = 0, descriptors = 0;
        for (int i = 1; i <= 24; i++)
        {
            Write(broker.Port, camera: $"camera{i}", rule: "cat", minimumScore: 0.3 + i / 100.0);
            Reload(daemon);
            subscriber.WaitFor($"edgevision/box/camera{i}/status", "online");
            // The first ones meet the runtime's own threads and files coming up.
            if (i == 4)
                (threads, descriptors) = (daemon.Threads, daemon.Descriptors);
        }

        // One leaked at each reload would be twenty; the thread pool breathes by a few.
        Assert.InRange(daemon.Threads, 1, threads + 6);
        Assert.InRange(daemon.Descriptors, 1, descriptors + 6);
    }

    private static Func<string, bool> Tells(string kind) => payload => payload.Contains($"\"kind\":\"{kind}\"", StringComparison.Ordinal);

    private static string[] Levels(EdgeVisionProcess daemon) =>
        [.. daemon.Output.Split('\n').Where(line => line.Contains("lamp would be ", StringComparison.Ordinal))
            .Select(line => line.Split("lamp would be ")[1].TrimEnd('.', '\r'))];

    private static void WaitForWords(EdgeVisionProcess daemon, params string[] anyOf) =>
        WaitUntil(() => anyOf.Any(words => daemon.Output.Contains(words, StringComparison.Ordinal)), daemon, anyOf[0]);

    private static void WaitUntil(Func<bool> condition, EdgeVisionProcess daemon, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, s_patience), $"Did not see: {what}. The daemon printed:\n{daemon.Output}\n{daemon.Errors}");

    private string Reload(EdgeVisionProcess daemon)
    {
        daemon.HangUp();
        _systemd.Await("RELOADING=1\nMONOTONIC_USEC=");
        return _systemd.Await("READY=1");
    }

    private EdgeVisionProcess Start() =>
        EdgeVisionProcess.Start(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = _systemd.Path }, "run", "--config", Configuration);

    private EdgeVisionProcess StartAndAwaitReady()
    {
        EdgeVisionProcess daemon = Start();
        _systemd.Await("READY=1");
        return daemon;
    }

    private void Write(int brokerPort, string camera, string rule, double minimumScore = 0.3) =>
        File.WriteAllText(Configuration, FormattableString.Invariant($$"""
        {
          "device": "box",
          "inference": { "minimumScore": {{minimumScore}} },
          "cameras": [{ "name": "{{camera}}", "kind": "replay", "path": "{{Repository.PathTo("samples")}}", "fps": 20, "hold": 20 }],
          "rules": [{ "name": "{{rule}}", "labels": ["cat"], "endAfter": "300ms" }],
          "outputs": [{ "name": "lamp", "driver": "simulated", "line": "lamp", "rule": "{{rule}}" }],
          "mqtt": { "host": "127.0.0.1", "port": {{brokerPort}} }
        }
        """));
}
