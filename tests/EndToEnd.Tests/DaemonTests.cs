using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>The daemon as a process, on replayed pictures, with a real broker and a real subscriber.</summary>
public sealed class DaemonTests : IDisposable
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [MosquittoFact]
    public void PicturesBecomeDetectionsEventsAndLevels()
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/#");

        using EdgeVisionProcess daemon = Start(broker.Port);

        subscriber.WaitFor("edgevision/box/status", "online");
        subscriber.WaitFor("edgevision/box/yard/status", "online");
        JsonElement started = JsonDocument.Parse(subscriber.WaitFor("edgevision/box/yard/events").Payload).RootElement;
        Assert.Equal(("cat", "start"), (started.GetProperty("rule").GetString(), started.GetProperty("kind").GetString()));

        JsonElement frame = JsonDocument.Parse(WaitForACat(subscriber)).RootElement;
        Assert.Equal("edgevision.detections/1", frame.GetProperty("schema").GetString());
        Assert.Equal(ModelHash(), frame.GetProperty("model").GetProperty("sha256").GetString());
        Assert.EndsWith("Z", frame.GetProperty("ts").GetString(), StringComparison.Ordinal);
        JsonElement cat = frame.GetProperty("objects").EnumerateArray().First(found => found.GetProperty("label").GetString() == "cat");
        Assert.InRange(cat.GetProperty("score").GetDouble(), 0.8, 1.0);
        Assert.True(cat.GetProperty("trackId").GetInt64() >= 1);
        AssertSameBox(cat.GetProperty("box"), cat.GetProperty("box01"), 451, 300);
        WaitForWords(daemon, "lamp would be Active");
    }

    [MosquittoFact]
    public void SequenceNumbersHaveNoGaps()
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/box/yard/detections");
        using EdgeVisionProcess daemon = Start(broker.Port);

        long[] sequence = [.. Enumerable.Range(0, 20).Select(_ => SequenceOf(subscriber.WaitFor("edgevision/box/yard/detections").Payload))];

        Assert.Equal(Enumerable.Range(0, 20).Select(i => sequence[0] + i), sequence);
    }

    [MosquittoFact]
    public void SigtermSwitchesOutputsSaysOfflineAndEndsWithinThreeSeconds()
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/box/#");
        using EdgeVisionProcess daemon = Start(broker.Port);
        WaitForWords(daemon, "lamp would be Active");

        daemon.Terminate();
        int exitCode = daemon.WaitForExit(s_stopLimit);

        Assert.Equal(0, exitCode);
        subscriber.WaitFor("edgevision/box/status", "offline");
        Assert.True(
            daemon.Output.LastIndexOf("lamp would be Inactive", StringComparison.Ordinal) > daemon.Output.LastIndexOf(
                "lamp would be Active", StringComparison.Ordinal),
            daemon.Output);
        using MosquittoSubscriber late = broker.Subscribe("edgevision/box/status");
        ReceivedMessage retained = late.WaitFor("edgevision/box/status");
        Assert.Equal(("offline", true), (retained.Payload, retained.Retained));
    }

    [Fact]
    public void ATerminalThatClosesSwitchesOutputsToo()
    {
        using EdgeVisionProcess daemon = Start(LoopbackPort.FindFree());
        WaitForWords(daemon, "lamp would be Active");

        daemon.HangUp();
        int exitCode = daemon.WaitForExit(s_stopLimit);

        Assert.Equal(0, exitCode);
        Assert.True(
            daemon.Output.LastIndexOf("lamp would be Inactive", StringComparison.Ordinal) > daemon.Output.LastIndexOf(
                "lamp would be Active", StringComparison.Ordinal),
            daemon.Output);
    }

    [MosquittoFact]
    public void TheBrokerSaysOfflineForADaemonThatWasKilled()
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/box/status");
        using EdgeVisionProcess daemon = Start(broker.Port);
        subscriber.WaitFor("edgevision/box/status", "online");

        daemon.KillHard();

        subscriber.WaitFor("edgevision/box/status", "offline");
    }

    [MosquittoFact]
    public void ADaemonWhoseBrokerGoesAwayRunsOnAndComesBackByItself()
    {
        using MosquittoBroker broker = new();
        using EdgeVisionProcess daemon = Start(broker.Port);
        using (MosquittoSubscriber before = broker.Subscribe("edgevision/box/yard/detections"))
            before.WaitFor("edgevision/box/yard/detections");

        broker.Stop();
        int levels = CountLevels(daemon);
        WaitUntil(() => CountLevels(daemon) > levels + 1, daemon, "the lamp went on switching without a broker");
        broker.Start();

        using MosquittoSubscriber after = broker.Subscribe("edgevision/box/#");
        after.WaitFor("edgevision/box/status", "online");
        after.WaitFor("edgevision/box/yard/detections");
    }

    [Fact]
    public void ADaemonThatNeverFindsItsBrokerStillDrivesItsOutput()
    {
        using EdgeVisionProcess daemon = Start(LoopbackPort.FindFree());

        WaitForWords(daemon, "lamp would be Active");
        daemon.Terminate();

        Assert.Equal(0, daemon.WaitForExit(s_stopLimit));
    }

    [Fact]
    public void ABadConfigurationIsToldWholeAndEndsWith78()
    {
        string file = _folder.PathTo("edgevision.json");
        File.WriteAllText(file, """
            {
              "camras": [],
              "cameras": [{ "name": "yard", "kind": "replay", "path": "x", "fps": -1 }],
              "rules": [{ "name": "cat", "cameras": ["garden"] }]
            }
            """);

        (int exitCode, _, string errors) = EdgeVisionProcess.Run("run", "--config", file);

        Assert.Equal(78, exitCode);
        Assert.Contains($"{file}:2: $.camras", errors, StringComparison.Ordinal);
        Assert.Contains($"{file}:3: $.cameras[0].fps", errors, StringComparison.Ordinal);
        Assert.Contains($"{file}:4: $.rules[0].cameras[0]", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void AStartThatFailsIsToldOnceAndInWords()
    {
        string absent = _folder.PathTo("absent");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(
            "run", "--config", WriteConfiguration(LoopbackPort.FindFree()), "--set", $"inference:model={absent}");

        Assert.Equal(66, exitCode);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
        Assert.Contains(absent, Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void ARuleForALabelTheModelDoesNotKnowEndsWith78()
    {
        (int exitCode, _, string errors) = EdgeVisionProcess.Run(
            "run", "--config", WriteConfiguration(LoopbackPort.FindFree()), "--set", """rules:0:labels=["kat"]""");

        Assert.Equal(78, exitCode);
        Assert.Contains("kat", errors, StringComparison.Ordinal);
        Assert.Contains("cat", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void EnvironmentAndCommandLineWinOverTheFile()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(
            "config", "check", "--config", WriteConfiguration(LoopbackPort.FindFree()), "--set", "cameras:0:fps=0");

        Assert.Equal(78, exitCode);
        Assert.Contains("--set cameras:0:fps", errors + output, StringComparison.Ordinal);
    }

    private static string WaitForACat(MosquittoSubscriber subscriber)
    {
        while (true)
        {
            string payload = subscriber.WaitFor("edgevision/box/yard/detections").Payload;
            if (payload.Contains("\"cat\"", StringComparison.Ordinal))
                return payload;
        }
    }

    private static void AssertSameBox(JsonElement pixels, JsonElement parts, int width, int height)
    {
        foreach ((string side, int size) in (ReadOnlySpan<(string, int)>)[("left", width), ("right", width), ("top", height), ("bottom", height)])
        {
            double part = parts.GetProperty(side).GetDouble();
            Assert.InRange(part, 0.0, 1.0);
            Assert.Equal(pixels.GetProperty(side).GetDouble(), part * size, tolerance: 0.5);
        }
    }

    private static long SequenceOf(string payload) => JsonDocument.Parse(payload).RootElement.GetProperty("seq").GetInt64();

    private static string ModelHash()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco", "manifest.json")));
        return manifest.RootElement.GetProperty("sha256").GetString()!;
    }

    private static int CountLevels(EdgeVisionProcess daemon) => daemon.Output.Split("lamp would be").Length;

    private static void WaitForWords(EdgeVisionProcess daemon, string words) =>
        WaitUntil(() => daemon.Output.Contains(words, StringComparison.Ordinal), daemon, words);

    private static void WaitUntil(Func<bool> condition, EdgeVisionProcess daemon, string what) =>
        Assert.True(SpinWait.SpinUntil(condition, s_patience), $"Did not see: {what}. The daemon printed:\n{daemon.Output}\n{daemon.Errors}");

    private EdgeVisionProcess Start(int brokerPort) => EdgeVisionProcess.Start("run", "--config", WriteConfiguration(brokerPort));

    private string WriteConfiguration(int brokerPort)
    {
        string file = _folder.PathTo("edgevision.json");
        File.WriteAllText(file, $$"""
            {
              "device": "box",
              "cameras": [{ "name": "yard", "kind": "replay", "path": "{{Repository.PathTo("samples")}}", "fps": 20, "hold": 20 }],
              "rules": [{ "name": "cat", "labels": ["cat"], "endAfter": "300ms" }],
              "outputs": [{ "name": "lamp", "driver": "simulated", "line": "lamp", "rule": "cat" }],
              "mqtt": { "host": "127.0.0.1", "port": {{brokerPort}} },
              "logging": { "level": "information" }
            }
            """);
        return file;
    }
}
