using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeVision.Inference.Models;
using EdgeVision.TestKit;

namespace EdgeVision.Workbench.Tests.Eval;

/// <summary>Models of the shared test material with the manifests that they lack there.</summary>
internal static class SharedPackage
{
    /// <summary>A classifier of ImageNet's thousand classes and background.</summary>
    public static ModelPackage Classifier(TemporaryFolder folder, string model, int side)
    {
        string[] labels = [.. File.ReadLines(Repository.SharedPathTo("models", "labels_1001.txt")).Skip(1)
            .Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..])];
        JsonObject manifest = Manifest("classification", side, labels);
        manifest["classification"] = JsonNode.Parse("""{"scores": {"output": "logits", "kind": "softmaxLogits"}}""");
        return Write(folder, model, manifest);
    }

    /// <summary>
    /// A detector whose anchors, labels and boxes are those of the default model, and whose scores went through the logistic function already.
    /// </summary>
    public static ModelPackage Detector(TemporaryFolder folder, string model)
    {
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco", "manifest.json")))!.AsObject();
        manifest["detection"]!["scores"] = JsonNode.Parse("""{"output": "scores", "kind": "probabilities"}""");
        return Write(folder, model, manifest);
    }

    /// <summary>A segmenter of Pascal VOC's twenty classes and background.</summary>
    /// <param name="output">Name of its output.</param>
    public static ModelPackage Segmenter(TemporaryFolder folder, string model, int side, string output)
    {
        string[] labels = [.. File.ReadLines(Repository.SharedPathTo("models", "pascal_voc_segmentation_labels.txt")).Skip(1).Take(20)];
        JsonObject manifest = Manifest("segmentation", side, labels);
        manifest["segmentation"] = JsonNode.Parse($$$"""{"scores": {"output": "{{{output}}}", "kind": "softmaxLogits"}}""");
        return Write(folder, model, manifest);
    }

    private static JsonObject Manifest(string task, int side, string[] labels)
    {
        JsonObject manifest = JsonNode.Parse("""
            {"schema": 1, "licence": "", "source": "", "labelBase": 1,
             "input": {"name": "input", "layout": "nchw", "colors": "rgb", "mean": 127.5, "standardDeviation": 127.5, "resize": "stretch"}}
            """)!.AsObject();
        manifest["task"] = task;
        manifest["input"]!["width"] = side;
        manifest["input"]!["height"] = side;
        manifest["labels"] = JsonSerializer.SerializeToNode(labels);
        return manifest;
    }

    private static ModelPackage Write(TemporaryFolder folder, string model, JsonObject manifest)
    {
        string path = Repository.SharedPathTo("models", $"{model}.onnx");
        string package = Directory.CreateDirectory(folder.PathTo(model)).FullName;
        manifest["name"] = model;
        manifest["file"] = "model.onnx";
        manifest["sha256"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        File.WriteAllText(Path.Combine(package, "manifest.json"), manifest.ToJsonString());
        File.CreateSymbolicLink(Path.Combine(package, "model.onnx"), path);
        return ModelPackage.Open(package);
    }
}
