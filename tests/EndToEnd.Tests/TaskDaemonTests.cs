using System.Security.Cryptography;
using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>The daemon with models that classify and segment, on replayed pictures, with a real broker.</summary>
public sealed class TaskDaemonTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SharedFact(SharedMaterial.Networks)]
    public void AClassifierPublishesClasses_AndItsRuleStartsAnEvent()
    {
        string[] lines = File.ReadAllLines(Repository.SharedPathTo("models", "labels_1001.txt"));
        string[] labels = [.. lines[1..].Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim())];
        string model = Package("mobilenet_v3_small_1.0_224_hub_ptq_deq.onnx", 224, 1, labels, """
            "task": "classification", "classification": { "scores": { "output": "logits", "kind": "softmaxLogits" } }
            """);
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/box/yard/#");

        using EdgeVisionProcess daemon = Start(
            broker.Port, model, """{ "name": "cat", "labels": ["Egyptian cat", "tabby, tabby cat"], "minimumScore": 0.3 }""", "none");

        JsonElement started = JsonDocument.Parse(subscriber.WaitFor("edgevision/box/yard/events").Payload).RootElement;
        Assert.Equal("start", started.GetProperty("kind").GetString());
        Assert.InRange(started.GetProperty("class").GetProperty("score").GetDouble(), 0.3, 1.0);
        JsonElement frame = JsonDocument.Parse(subscriber.WaitFor("edgevision/box/yard/classes").Payload).RootElement;
        Assert.Equal("edgevision.classes/1", frame.GetProperty("schema").GetString());
    }

    [SharedFact(SharedMaterial.Networks)]
    public void ASegmenterPublishesAreasAndMasks_AndItsRuleStartsAnEvent()
    {
        string[] labels = File.ReadAllLines(Repository.SharedPathTo("models", "pascal_voc_segmentation_labels.txt"));
        string model = Package("deeplabv3_mnv2_dm05_257_voc.onnx", 257, 1, labels[1..21], """
            "task": "segmentation", "segmentation": { "scores": { "output": "output", "kind": "softmaxLogits" } }
            """);
        using MosquittoBroker broker = new();
        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/box/yard/#");

        using EdgeVisionProcess daemon = Start(
            broker.Port, model, """{ "name": "cat", "labels": ["cat"], "minimumArea": 0.2, "zone": [[0, 0], [1, 0], [1, 1], [0, 1]] }""", "png");

        JsonElement started = JsonDocument.Parse(subscriber.WaitFor("edgevision/box/yard/events").Payload).RootElement;
        Assert.Equal(("start", "cat"), (started.GetProperty("kind").GetString(), started.GetProperty("area").GetProperty("label").GetString()));
        Assert.InRange(started.GetProperty("area").GetProperty("area01").GetDouble(), 0.2, 1.0);
        JsonElement frame = JsonDocument.Parse(subscriber.WaitFor("edgevision/box/yard/areas").Payload).RootElement;
        Assert.Equal("edgevision.areas/1", frame.GetProperty("schema").GetString());
        Assert.Contains("PNG", subscriber.WaitFor("edgevision/box/yard/mask").Payload, StringComparison.Ordinal);
    }

    /// <summary>A model folder around a shared file.</summary>
    private string Package(string file, int size, int labelBase, string[] labels, string task)
    {
        string shared = Repository.SharedPathTo("models", file);
        File.CreateSymbolicLink(_folder.PathTo("model.onnx"), shared);
        File.WriteAllText(_folder.PathTo("manifest.json"), $$"""
            {
              "schema": 1, "name": "{{Path.GetFileNameWithoutExtension(file)}}", "file": "model.onnx", "licence": "", "source": "",
              "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(shared)))}}",
              "input": { "name": "input", "layout": "nchw", "width": {{size}}, "height": {{size}}, "colors": "rgb",
                         "mean": 127.5, "standardDeviation": 127.5, "resize": "stretch" },
              "labelBase": {{labelBase}}, "labels": {{JsonSerializer.Serialize(labels)}},
              {{task}}
            }
            """);
        return _folder.Path;
    }

    private EdgeVisionProcess Start(int brokerPort, string model, string rule, string mask)
    {
        string file = _folder.PathTo("edgevision.json");
        File.WriteAllText(file, $$"""
            {
              "device": "box",
              "inference": { "model": "{{model}}" },
              "cameras": [{ "name": "yard", "kind": "replay", "path": "{{Repository.PathTo("samples")}}", "fps": 20, "hold": 20 }],
              "rules": [{{rule}}],
              "mqtt": { "host": "127.0.0.1", "port": {{brokerPort}}, "detections": { "mask": "{{mask}}" } }
            }
            """);
        return EdgeVisionProcess.Start("run", "--config", file);
    }
}
