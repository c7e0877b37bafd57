using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>The daemon is told over MQTT to run another model, which it fetches, tries and takes, whatever ends it meanwhile.</summary>
public sealed class ModelSwapTests : IDisposable
{
    private const string StateTopic = "edgevision/box/model/state";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    private readonly TemporaryFolder _folder = new();

    public ModelSwapTests()
    {
        Run("model", "keygen", _folder.PathTo("fleet"));
        Run(
            "model", "pack", "centernet-mobilenet-v3-coco", "--version", "1.0.0", "--sequence", "1", "--key", _folder.PathTo("fleet.key"),
            "--golden", Repository.PathTo("samples", "chelsea.jpg"), "-o", _folder.PathTo("new.bundle"));
    }

    public void Dispose() => _folder.Dispose();

    [MosquittoTheory]
    [InlineData("managed")]
    [InlineData("onnxruntime")]
    public void AModelThatTheBrokerNames_TakesOver_AndNothingElseNotices(string engine)
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("#");
        using FileServer server = new(_folder.Path);
        using EdgeVisionProcess daemon = Start(broker, engine, shadow: "1s", time: "1s");
        subscriber.WaitFor("edgevision/box/yard/events");
        string[] before = Statuses();

        broker.PublishRetained("edgevision/box/model/set", $$"""{ "url": "{{server.UrlOf("new.bundle")}}", "rollout": "first" }""");
        JsonElement state = AwaitStep(subscriber, "good");

        Assert.Equal("device", state.GetProperty("source").GetString());
        Assert.Equal("centernet-mobilenet-v3-coco", state.GetProperty("active").GetProperty("name").GetString());
        Assert.Equal("first", state.GetProperty("candidate").GetProperty("rollout").GetString());
        subscriber.WaitFor(
            "edgevision/box/yard/detections",
            message => message.Payload.Contains("centernet", StringComparison.Ordinal),
            s_patience,
            "a frame of the new model");
        long[] sequence = [.. Of(subscriber, "edgevision/box/yard/detections").Select(static message => Root(message).GetProperty("seq").GetInt64())];
        Assert.Equal(Enumerable.Range((int)sequence[0], sequence.Length).Select(static number => (long)number), sequence);
        Assert.Equal(before, Statuses());
        Assert.DoesNotContain(Of(subscriber, "edgevision/box/yard/events"), static message => message.Contains("\"end\"", StringComparison.Ordinal));

        string[] Statuses() => [.. Of(subscriber, "edgevision/box/yard/status"), .. Of(subscriber, "edgevision/box/status")];
    }

    [MosquittoTheory]
    [InlineData("fetching")]
    [InlineData("loaded")]
    [InlineData("trial")]
    public void AKillAtAnyStep_IsGoneOnWith(string step)
    {
        using MosquittoBroker broker = new();
        using FileServer server = new(_folder.Path);
        if (step == "fetching")
            server.Hold();
        using (MosquittoSubscriber before = broker.Subscribe(StateTopic))
        using (EdgeVisionProcess daemon = Start(broker, "managed", shadow: step == "loaded" ? "1h" : "1s", time: step == "trial" ? "1h" : "1s"))
        {
            broker.PublishRetained("edgevision/box/model/set", $$"""{ "url": "{{server.UrlOf("new.bundle")}}" }""");
            AwaitStep(before, step);
            daemon.KillHard();
            daemon.WaitForExit(s_patience);
        }

        server.LetGo();
        using MosquittoSubscriber after = broker.Subscribe(StateTopic);
        using EdgeVisionProcess next = Start(broker, "managed", shadow: "1s", time: "1s");
        JsonElement state = AwaitStep(after, "good");

        Assert.Equal("centernet-mobilenet-v3-coco", state.GetProperty("active").GetProperty("name").GetString());
    }

    [MosquittoFact]
    public void ABundleThatNobodyTrusts_IsRefused_AndTheOneInUseGoesOn()
    {
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("#");
        using FileServer server = new(_folder.Path);
        File.Delete(_folder.PathTo("new.bundle.sig"));
        using EdgeVisionProcess daemon = Start(broker, "managed", shadow: "1s", time: "1s");

        broker.PublishRetained("edgevision/box/model/set", $$"""{ "url": "{{server.UrlOf("new.bundle")}}" }""");
        JsonElement state = AwaitStep(subscriber, "refused");

        Assert.Equal("notSigned", state.GetProperty("candidate").GetProperty("reason").GetString());
        Assert.Equal("ssdlite-mobilenet-v2-coco", state.GetProperty("active").GetProperty("name").GetString());
        Assert.False(Directory.Exists(Path.Combine(_folder.PathTo("store"), "slots")));
    }

    private static void Run(params string[] arguments)
    {
        (int exitCode, _, string errors) = EdgeVisionProcess.Run(arguments);
        Assert.True(exitCode == 0, errors);
    }

    private static JsonElement AwaitStep(MosquittoSubscriber subscriber, string step) => Root(subscriber.WaitFor(
        StateTopic, message => message.Payload.Contains($"\"step\":\"{step}\"", StringComparison.Ordinal), s_patience, $"step {step}").Payload);

    private static JsonElement Root(string message)
    {
        using JsonDocument document = JsonDocument.Parse(message);
        return document.RootElement.Clone();
    }

    private static string[] Of(MosquittoSubscriber subscriber, string topic) =>
        [.. subscriber.Received.Where(message => message.Topic == topic).Select(static message => message.Payload)];

    private EdgeVisionProcess Start(MosquittoBroker broker, string engine, string shadow, string time)
    {
        string configuration = _folder.PathTo("edgevision.json");
        File.WriteAllText(configuration, $$"""
            {
              "device": "box",
              "inference": { "engine": "{{engine}}" },
              "cameras": [{ "name": "yard", "kind": "replay", "path": "{{_folder.PathTo("pictures")}}", "fps": 5 }],
              "rules": [{ "name": "cat", "labels": ["cat"], "endAfter": "60s" }],
              "mqtt": { "host": "127.0.0.1", "port": {{broker.Port}} },
              "modelUpdates": {
                "trustedKeys": ["{{_folder.PathTo("fleet.pub")}}"],
                "store": "{{_folder.PathTo("store")}}",
                "trial": { "shadow": "{{shadow}}", "time": "{{time}}", "frames": 5 }
              }
            }
            """);
        Directory.CreateDirectory(_folder.PathTo("pictures"));
        File.Copy(Repository.PathTo("samples", "chelsea.jpg"), Path.Combine(_folder.PathTo("pictures"), "cat.jpg"), overwrite: true);
        return EdgeVisionProcess.Start("run", "--config", configuration);
    }
}
