using System.Security.Cryptography;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Models.Manifest;

public sealed class ManifestTests : IDisposable
{
    private static readonly string s_valid = File.ReadAllText(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco", "manifest.json"));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgevision-manifest-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void DefaultModelSaysWhatItIs()
    {
        ModelPackage package = ModelPackage.Open(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco"));

        ModelManifest manifest = package.Manifest;
        Assert.Equal("ssdlite-mobilenet-v2-coco", manifest.Name);
        Assert.Equal("Apache-2.0", manifest.Licence);
        Assert.Equal(ModelTask.Detection, manifest.Task);
        Assert.Equal(new ImageInputSpec { Width = 300, Height = 300 }, manifest.Input);
        Assert.Equal(1, manifest.LabelBase);
        Assert.Equal(90, manifest.Labels.Length);
        Assert.Equal(80, manifest.Labels.Count(static label => label.Length > 0));
        Assert.Equal(("person", "", "toothbrush"), (manifest.Labels[0], manifest.Labels[11], manifest.Labels[89]));
        Assert.Equal((BoxKind.SsdOffsets, ScoreKind.SigmoidLogits), (manifest.Detection!.BoxKind, manifest.Detection.ScoreKind));
        Assert.EndsWith("model.onnx", package.ModelPath, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondModelSaysWhatItIs()
    {
        ModelManifest manifest = ModelPackage.Open(Repository.PathTo("models", "centernet-mobilenet-v3-coco")).Manifest;

        Assert.Equal("MIT", manifest.Licence);
        Assert.Equal(new ImageInputSpec { Width = 512, Height = 512, Mean = 0f, StandardDeviation = 1f }, manifest.Input);
        Assert.Equal((0, 80, 80), (manifest.LabelBase, manifest.Labels.Length, manifest.Labels.Distinct().Count(static label => label.Length > 0)));
        Assert.Equal((BoxKind.CenterDistances, ScoreKind.Probabilities), (manifest.Detection!.BoxKind, manifest.Detection.ScoreKind));
    }

    [Fact]
    public void TheSegmenterSaysWhatItIs()
    {
        ModelManifest manifest = ModelPackage.Open(Repository.PathTo("models", "selfie-mobilenet-v3-mediapipe")).Manifest;

        Assert.Equal((ModelTask.Segmentation, "Apache-2.0"), (manifest.Task, manifest.Licence));
        Assert.Equal(new ImageInputSpec { Width = 256, Height = 256, Mean = 0f, StandardDeviation = 255f }, manifest.Input);
        Assert.Equal((1, "person"), (manifest.LabelBase, Assert.Single(manifest.Labels)));
    }

    [Fact]
    public void OpensByFolderByModelAndByItsOwnManifest()
    {
        byte[] model = [1, 2, 3];
        File.WriteAllBytes(PathTo("other.onnx"), model);
        WriteManifest(s_valid.Replace("model.onnx", "other.onnx", StringComparison.Ordinal), model, "other.manifest.json");
        WriteManifest(s_valid, [4, 5], "manifest.json");
        File.WriteAllBytes(PathTo("model.onnx"), [4, 5]);

        Assert.Equal(PathTo("other.onnx"), ModelPackage.Open(PathTo("other.onnx")).ModelPath);
        Assert.Equal(PathTo("model.onnx"), ModelPackage.Open(PathTo("model.onnx")).ModelPath);
        Assert.Equal(PathTo("model.onnx"), ModelPackage.Open(_folder.FullName).ModelPath);
    }

    [Theory, InlineData(EngineKind.Managed), InlineData(EngineKind.OnnxRuntime)]
    public void Rejects_ModelThatIsNotTheOneDescribed(EngineKind engine)
    {
        File.WriteAllBytes(PathTo("model.onnx"), [1, 2, 3]);
        File.WriteAllText(PathTo("manifest.json"), s_valid);
        ModelPackage package = ModelPackage.Open(_folder.FullName);

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => InferenceSessions.Open(package.File, new EngineOptions { Engine = engine, Threads = 1 }));

        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), error.Message, StringComparison.Ordinal);
        Assert.Contains("d57060abf527307a", error.Message, StringComparison.Ordinal);
        Assert.Contains("manifest.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_ManifestOfAnotherModel()
    {
        File.WriteAllBytes(PathTo("mine.onnx"), [1]);
        File.WriteAllText(PathTo("manifest.json"), s_valid);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelPackage.Open(PathTo("mine.onnx")));

        Assert.Contains("$.file: is 'model.onnx', so the manifest does not describe mine.onnx", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_WhatIsNotThere()
    {
        File.WriteAllText(PathTo("lonely.onnx"), "");

        Assert.Contains("there is no such model folder or file", Assert.Throws<FileNotFoundException>(() => ModelPackage.Open(PathTo("none"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("lonely.manifest.json and ", Assert.Throws<FileNotFoundException>(() => ModelPackage.Open(PathTo("lonely.onnx"))).Message,
            StringComparison.Ordinal);
        File.WriteAllText(PathTo("manifest.json"), s_valid);
        Assert.Contains("model.onnx: there is no such model file", Assert.Throws<FileNotFoundException>(() => ModelPackage.Open(_folder.FullName)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"schema\": 1", "\"schema\": 2", "$.schema: is 2; this version reads schema 1")]
    [InlineData("\"name\": \"ssdlite-mobilenet-v2-coco\"", "\"name\": \" \"", "$.name: is empty")]
    [InlineData("\"task\": \"detection\"", "\"task\": \"telepathy\"", "$.task: is 'telepathy'; it must be 'detection' or 'classification' or 'segmentation'")]
    [InlineData("\"task\": \"detection\"", "\"task\": \"classification\"", "$.detection: must not be there when the task is 'classification'")]
    [InlineData("\"detection\": {", "\"segmentation\": { \"scores\": { \"output\": \"s\", \"kind\": \"probabilities\" } }, \"detection\": {",
        "$.segmentation: must not be there when the task is 'detection'")]
    [InlineData("\"file\": \"model.onnx\"", "\"file\": \"../model.onnx\"", "$.file: '../model.onnx' must be a plain file name")]
    [InlineData("\"file\": \"model.onnx\"", "\"file\": \"..\"", "$.file: '..' must be a plain file name")]
    [InlineData("\"file\": \"model.onnx\"", "\"file\": \"a\\nb\"", "$.file: 'a?b' must be a plain file name")]
    [InlineData("\"name\": \"ssdlite", "\"name\": \"\\u001bssdlite", "$.name: has a control character")]
    [InlineData("\"person\"", "\"per\\nson\"", "$.labels[0]: has a control character")]
    [InlineData("[19, 10", "[1024, 10", "$.detection.anchors.featureMaps: has 1048715 cells")]
    [InlineData("\"sha256\": \"d", "\"sha256\": \"D", "$.sha256: must be 64 lower-case hexadecimal digits")]
    [InlineData("\"licence\"", "\"license\"", "$.license: the property 'license' is unknown")]
    [InlineData("\"name\": \"input\",", "", "$.input: misses 'name'")]
    [InlineData("\"width\": 300", "\"width\": 0", "$.input.width: is 0; it must be from 1 to 4096")]
    [InlineData("\"height\": 300", "\"height\": 3.5", "$.input.height: has a value of the wrong type (line 13)")]
    [InlineData("\"width\": 300", "\"width\": \"wide\"", "$.input.width: has a value of the wrong type (line 12)")]
    [InlineData("\"layout\": \"nchw\"", "\"layout\": \"nhwc\"", "$.input.layout: is 'nhwc'; it must be 'nchw'")]
    [InlineData("\"standardDeviation\": 127.5", "\"standardDeviation\": 0", "$.input.standardDeviation: is 0; it must be from")]
    [InlineData("\"resize\": \"stretch\"", "\"resize\": null", "$.input.resize: must not be null")]
    [InlineData("\"kind\": \"ssdOffsets\"", "\"kind\": \"cornersYxyx\"", "$.detection.anchors: must be there exactly when the boxes are 'ssdOffsets'")]
    [InlineData("\"kind\": \"ssdOffsets\"", "\"kind\": \"centerDistances\"", "$.detection.anchors: must be there exactly when the boxes are 'ssdOffsets'")]
    [InlineData("\"minimumScore\": 0.5", "\"offsets\": { \"output\": \"reg\" }, \"minimumScore\": 0.5",
        "$.detection.offsets: must not be there unless the boxes are 'centerDistances' or 'centerSizes'")]
    [InlineData("\"minimumScore\": 0.5", "\"minimumScore\": 1", "$.detection.minimumScore: is 1; it must be from 0.001 to 0.999")]
    [InlineData("[19, 10", "[19, 0", "$.detection.anchors.featureMaps[1]: is 0; it must be from 1 to 1024")]
    [InlineData("[1, 2, 0.5, 3, 0.3333]", "[]", "$.detection.anchors.aspectRatios: has 0 entries")]
    [InlineData("\"maximumScale\": 0.95", "\"maximumScale\": 0.1", "$.detection.anchors.maximumScale: is 0.1; it must be from 0.2 to 1")]
    [InlineData("\"labelBase\": 1", "\"labelBase\": 2", "$.labelBase: is 2")]
    [InlineData("\"person\"", "7", "$.labels[0]: must be a text")]
    [InlineData("\"schema\": 1,", "\"schema\": 1, \"schema\": 1,", "the property 'schema' is there twice")]
    [InlineData("\"labels\": [", "\"labels\": [[", "$.labels[0]")]
    public void Rejects_ImpossibleManifest(string original, string replacement, string reason)
    {
        Assert.Contains(original, s_valid, StringComparison.Ordinal);
        int place = s_valid.IndexOf(original, StringComparison.Ordinal);
        File.WriteAllText(PathTo("manifest.json"), s_valid.Remove(place, original.Length).Insert(place, replacement));

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelPackage.Open(_folder.FullName));

        Assert.StartsWith(PathTo("manifest.json"), error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Contains(reason, StringComparison.Ordinal), error.Message);
        Assert.DoesNotContain("EdgeVision.Inference", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("softmaxLogits", ScoreKind.SoftmaxLogits)]
    [InlineData("probabilities", ScoreKind.Probabilities)]
    public void ReadsWhatASegmentationNetworkAnswers(string kind, ScoreKind expected)
    {
        File.WriteAllText(PathTo("manifest.json"), SegmentationManifest(kind));
        File.WriteAllBytes(PathTo("model.onnx"), [1]);

        ModelManifest manifest = ModelPackage.Open(_folder.FullName).Manifest;

        Assert.Equal(ModelTask.Segmentation, manifest.Task);
        Assert.Equal(new SegmentationOutput { Scores = "pixels", ScoreKind = expected }, manifest.Segmentation);
        Assert.Null(manifest.Detection);
    }

    [Theory]
    [InlineData("\"kind\": \"probabilities\"", "\"kind\": \"sigmoidLogits\"",
        "$.segmentation.scores.kind: is 'sigmoidLogits'; it must be 'softmaxLogits' or 'probabilities'")]
    [InlineData("\"output\": \"pixels\", ", "", "$.segmentation.scores: misses 'output'")]
    [InlineData("\"task\": \"segmentation\"", "\"task\": \"detection\"", "$.detection: must be there when the task is 'detection'")]
    [InlineData("\"task\": \"segmentation\"", "\"task\": \"classification\"", "$.classification: must be there when the task is 'classification'")]
    [InlineData(", \"segmentation\"", ", \"detection\": null, \"segmented\"", "$.segmented: the property 'segmented' is unknown")]
    public void Rejects_ImpossibleSegmentation(string original, string replacement, string reason)
    {
        string valid = SegmentationManifest("probabilities");
        Assert.Contains(original, valid, StringComparison.Ordinal);
        File.WriteAllText(PathTo("manifest.json"), valid.Replace(original, replacement, StringComparison.Ordinal));

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelPackage.Open(_folder.FullName));

        Assert.True(error.Message.Contains(reason, StringComparison.Ordinal), error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("\0\u0001\u0002")]
    public void Rejects_WhatIsNoManifest(string text)
    {
        File.WriteAllText(PathTo("manifest.json"), text);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelPackage.Open(_folder.FullName));

        Assert.Contains("manifest.json: $", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("EdgeVision.Inference", error.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(EngineKind.Managed), InlineData(EngineKind.OnnxRuntime)]
    public void RunsNothingButTheModelDescribed(EngineKind engine)
    {
        byte[] model = new ModelBuilder().Input("x", 2).Node("Relu", ["x"], ["y"]).Output("y", 2).Bytes;
        File.WriteAllBytes(PathTo("model.onnx"), model);
        WriteManifest(s_valid, model, "manifest.json");
        ModelPackage package = ModelPackage.Open(_folder.FullName);
        EngineOptions options = new() { Engine = engine, Threads = 1 };
        InferenceSessions.Open(package.File, options).Dispose();
        File.WriteAllBytes(PathTo("another.onnx"), new ModelBuilder().Input("x", 2).Node("Neg", ["x"], ["y"]).Output("y", 2).Bytes);

        File.Move(PathTo("another.onnx"), PathTo("model.onnx"), overwrite: true);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => InferenceSessions.Open(package.File, options));
        Assert.Contains("one of the two files is not the right one", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_DeviceInPlaceOfAModel()
    {
        File.WriteAllText(PathTo("manifest.json"), s_valid);
        File.CreateSymbolicLink(PathTo("model.onnx"), "/dev/zero");

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelPackage.Open(_folder.FullName));

        Assert.Contains("model.onnx: it is empty or no regular file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rejects_DeviceInPlaceOfAManifest()
    {
        File.CreateSymbolicLink(PathTo("manifest.json"), "/dev/zero");

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelPackage.Open(_folder.FullName));

        Assert.Contains("manifest.json: $: the file is empty or no regular file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OpensModelThatIsALink()
    {
        File.WriteAllBytes(PathTo("real"), [4, 5]);
        File.CreateSymbolicLink(PathTo("model.onnx"), PathTo("real"));
        WriteManifest(s_valid, [4, 5], "manifest.json");

        Assert.Equal(PathTo("model.onnx"), ModelPackage.Open(_folder.FullName).ModelPath);
    }

    [Fact]
    public void Rejects_EndlessManifest()
    {
        File.WriteAllText(PathTo("manifest.json"), new string(' ', (1 << 20) + 1));

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ModelPackage.Open(_folder.FullName));

        Assert.Contains("the file has 1048577 bytes; a manifest has at most 1048576", error.Message, StringComparison.Ordinal);
    }

    private static string SegmentationManifest(string kind) => $$"""
        {
          "schema": 1, "name": "rooms", "task": "segmentation", "file": "model.onnx", "sha256": "{{new string('0', 64)}}", "licence": "", "source": "",
          "input": { "name": "input", "layout": "nchw", "width": 4, "height": 4, "colors": "rgb", "mean": 0, "standardDeviation": 1, "resize": "stretch" },
          "labelBase": 1, "labels": ["floor", "wall"], "segmentation": { "scores": { "output": "pixels", "kind": "{{kind}}" } }
        }
        """;

    private string PathTo(string file) => Path.Combine(_folder.FullName, file);

    private void WriteManifest(string json, byte[] model, string name) =>
        File.WriteAllText(PathTo(name), json.Replace(
            "d57060abf527307a3bf003536ff1c033af2a9f62935864606518cbb641df95f4", Convert.ToHexStringLower(SHA256.HashData(model)), StringComparison.Ordinal));
}
