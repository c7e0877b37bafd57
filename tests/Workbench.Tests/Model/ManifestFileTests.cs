using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tests.Models;
using EdgeVision.Pixels;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.Model;

public sealed class ManifestFileTests : IDisposable
{
    // The file of labels goes on with names for pixels of no class.
    private const int VocClasses = 21;

    private readonly TemporaryFolder _folder = new();

    /// <summary>The trained models: task, side of the input, what boxes and scores are, mean and deviation, label base.</summary>
    public static TheoryData<string, ModelTask, string, BoxKind?, ScoreKind?, float, int> Trained => new()
    {
        { "mobilenet_v1_0.25_224", ModelTask.Classification, "labels_1001.txt", null, null, 127.5f, 1 },
        { "mobilenet_v3_small_1.0_224_hub_ptq_deq", ModelTask.Classification, "labels_1001.txt", null, null, 127.5f, 1 },
        { "ssdlite_mobilenet_v2_coco_300", ModelTask.Detection, "90", BoxKind.CornersYxyx, ScoreKind.Probabilities, 127.5f, 0 },
        { "ssdlite_mobilenet_v2_coco_300_raw", ModelTask.Detection, "90", BoxKind.SsdOffsets, null, 127.5f, 1 },
        { "ssd_mobilenet_v1_coco_300_qat_deq", ModelTask.Detection, "90", BoxKind.SsdOffsets, ScoreKind.Probabilities, 127.5f, 1 },
        { "centernet_mobilenet_v3_large075_coco_512", ModelTask.Detection, "80", BoxKind.CenterDistances, ScoreKind.Probabilities, 0f, 0 },
        { "deeplabv3_mnv2_dm05_257_voc", ModelTask.Segmentation, "pascal_voc_segmentation_labels.txt", null, null, 127.5f, 1 },
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("mobilenet-v3-small", ModelTask.Classification, null, 0)]
    [InlineData("ssdlite-mobilenet-v2", ModelTask.Detection, BoxKind.SsdOffsets, 1)]
    [InlineData("ssdlite320-mobilenet-v3-large", ModelTask.Detection, BoxKind.SsdOffsets, 1)]
    [InlineData("deeplabv3-mobilenet-v2", ModelTask.Segmentation, null, 1)]
    public void WhatItWritesRuns(string family, ModelTask task, BoxKind? boxes, int labelBase)
    {
        string path = Untrained(family, classes: task == ModelTask.Segmentation ? 4 : 3);

        string manifest = ManifestFile.Write(
            new ManifestDraft { Task = task, Labels = ["a", "b", "c"], HasBackground = labelBase == 1, Boxes = boxes, Licence = "MIT" }, path,
            overwrite: false);

        ModelPackage package = ModelPackage.Open(path);
        Assert.Equal((manifest, labelBase, "net", "MIT"), (package.ManifestPath, package.Manifest.LabelBase, package.Manifest.Name, package.Manifest.Licence));
        using IVisionTask opened = VisionTasks.Open(InferenceSessions.Load(package, new EngineOptions { Threads = 1 }), minimumScore: 0.5f);
        opened.Look(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 4, 4), new byte[16]));
    }

    [SharedTheory(SharedMaterial.Networks), MemberData(nameof(Trained))]
    public void DescribesTrainedModels(string model, ModelTask task, string labels, BoxKind? boxes, ScoreKind? scores, float mean, int labelBase)
    {
        string path = _folder.PathTo("net.onnx");
        File.CreateSymbolicLink(path, Repository.SharedPathTo("models", model + ".onnx"));
        string[] names = int.TryParse(labels, out int count)
            ? [.. Enumerable.Range(0, count).Select(static index => $"class {index}")]
            : [.. File.ReadLines(Repository.SharedPathTo("models", labels)).Select(static line => line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..])
                .Take(task == ModelTask.Segmentation ? VocClasses : int.MaxValue)];

        var draft = new ManifestDraft
        {
            Task = task,
            Labels = [.. names],
            HasBackground = labelBase == 1,
            Boxes = boxes,
            Scores = scores,
            Mean = mean,
            StandardDeviation = mean == 0f ? 1f : mean,
        };
        ManifestFile.Write(draft, path, overwrite: false);

        ModelManifest manifest = ModelPackage.Open(path).Manifest;
        Assert.Equal(labelBase, manifest.LabelBase);
        Assert.Equal(names[0] == "background" ? names[1] : names[0], manifest.Labels[0]);
    }

    [Fact]
    public void TheAnchorsItFindsAreThoseOfTheNetwork()
    {
        string path = Untrained("ssdlite-mobilenet-v2", classes: 3);
        File.Move(Path.ChangeExtension(path, ".manifest.bak"), _folder.PathTo("own.json"));

        ManifestFile.Write(new ManifestDraft { Task = ModelTask.Detection, Labels = ["a", "b", "c"], HasBackground = true, Boxes = BoxKind.SsdOffsets }, path,
            overwrite: false);

        string[] anchors = [.. new[] { _folder.PathTo("own.json"), Path.ChangeExtension(path, ".manifest.json") }
            .Select(static file => File.ReadAllText(file).Split("\"anchors\"")[1].Split('}')[0])];
        Assert.Equal(anchors[0], anchors[1]);
    }

    [Fact]
    public void ScoresOfFourColumnsAreNotTakenForBoxes()
    {
        string path = Untrained("ssdlite-mobilenet-v2", classes: 3);

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => ManifestFile.Write(
                new ManifestDraft { Task = ModelTask.Detection, Labels = ["a", "b"], Boxes = BoxKind.SsdOffsets }, path, overwrite: false));

        Assert.Contains("has 4 columns, but there are 2 labels", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelTask.Classification, "logits[1, 3] has 3 columns, but there are 5 labels", "a", "b", "c", "d", "e")]
    [InlineData(ModelTask.Classification, "logits[1, 3] has 3 columns, but there are 1 labels", "a")]
    [InlineData(ModelTask.Classification, "logits[1, 3] has 3 columns, but there are 3 labels and a background", "background", "a", "b", "c")]
    [InlineData(ModelTask.Segmentation, "no output can be the class scores [1, classes, height, width]; its outputs are logits[1, 3]", "a", "b", "c")]
    [InlineData(ModelTask.Detection, "no output can be the boxes [1, anchors, 4]", "a", "b", "c")]
    public void Refuses_WhatTheOutputsAreNot(ModelTask task, string words, params string[] labels)
    {
        string path = Untrained("mobilenet-v3-small", classes: 3);

        ModelFormatException error = Assert.Throws<ModelFormatException>(
            () => ManifestFile.Write(new ManifestDraft { Task = task, Labels = [.. labels], Boxes = BoxKind.CornersXyxy }, path, overwrite: false));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.ChangeExtension(path, ".manifest.json")));
    }

    [Fact]
    public void Refuses_ToTakeColumnZeroForBackgroundUnlessTold()
    {
        string path = Untrained("mobilenet-v3-small", classes: 3);
        ManifestDraft draft = new() { Task = ModelTask.Classification, Labels = ["a", "b"] };

        string error = Assert.Throws<ModelFormatException>(() => ManifestFile.Write(draft, path, overwrite: false)).Message;
        ManifestFile.Write(draft with { HasBackground = true }, path, overwrite: false);

        Assert.Contains("has 3 columns, but there are 2 labels; if column 0 is background, say --background", error, StringComparison.Ordinal);
        Assert.Equal(1, ModelPackage.Open(path).Manifest.LabelBase);
        ManifestFile.Write(draft with { Labels = ["Background", "a", "b"] }, path, overwrite: true);
        Assert.Equal((1, 2), (ModelPackage.Open(path).Manifest.LabelBase, ModelPackage.Open(path).Manifest.Labels.Length));
        Assert.Throws<ModelFormatException>(() => ManifestFile.Write(draft with { Labels = ["a", "b", "c"], HasBackground = true }, path, overwrite: true));
    }

    [Fact]
    public void AnOutputWhoseNameSpeaksOfScoresIsNotTakenForBoxes()
    {
        string path = _folder.PathTo("net.onnx");
        File.WriteAllBytes(
            path, new ModelBuilder().Input("input", 1, 3, 2, 4).Node("Reshape", ["input", "shape"], ["box_scores"]).Node("Relu", ["box_scores"], ["output"])
            .Integers("shape", 1, 6, 4).Output("box_scores", 1, 6, 4).Output("output", 1, 6, 4).Bytes);

        string error = Assert.Throws<ModelFormatException>(
            () => ManifestFile.Write(
                new ManifestDraft { Task = ModelTask.Detection, Boxes = BoxKind.CornersXyxy, Labels = ["a", "b", "c", "d"], Scores = ScoreKind.Probabilities },
                path, overwrite: false)).Message;

        Assert.Contains("more than one output can be the boxes [1, anchors, 4]", error, StringComparison.Ordinal);
    }

    [SharedTheory(SharedMaterial.Networks)]
    [InlineData("centernet_mobilenet_v3_large075_coco_512", BoxKind.CenterDistances, 80)]
    [InlineData("ssdlite_mobilenet_v2_coco_300", BoxKind.CornersYxyx, 90)]
    public void Refuses_ToGuessWhereScoresLookLikeProbabilities(string model, BoxKind boxes, int classes)
    {
        string path = _folder.PathTo("net.onnx");
        File.CreateSymbolicLink(path, Repository.SharedPathTo("models", model + ".onnx"));
        ManifestDraft draft = new() { Task = ModelTask.Detection, Boxes = boxes, Labels = [.. Enumerable.Repeat("thing", classes)] };

        Assert.Contains("say whether they are probabilities or sigmoidLogits",
            Assert.Throws<ModelFormatException>(() => ManifestFile.Write(draft, path, overwrite: false)).Message, StringComparison.Ordinal);
        ManifestFile.Write(draft with { Scores = ScoreKind.Probabilities }, path, overwrite: false);
    }

    [Fact]
    public void Refuses_ScoresThatAreNoneOfTheTask()
    {
        string path = Untrained("mobilenet-v3-small", classes: 3);
        ManifestDraft draft = new() { Task = ModelTask.Classification, Labels = ["a", "b", "c"], Scores = ScoreKind.SigmoidLogits };

        Assert.Contains("are probabilities or softmaxLogits, not sigmoidLogits",
            Assert.Throws<ModelFormatException>(() => ManifestFile.Write(draft, path, overwrite: false)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AnInputWhoseAnchorsWouldFillTheMemory()
    {
        string path = _folder.PathTo("wide.onnx");
        File.WriteAllBytes(
            path, new ModelBuilder().Input("input", 1, 3, 1, 400_000).Node("Identity", ["input"], ["boxes"]).Output("boxes", 1, 3, 1, 400_000).Bytes);

        Assert.Contains("with sides up to 4096", Assert.Throws<ModelFormatException>(
            () => ManifestFile.Write(
                new ManifestDraft { Task = ModelTask.Detection, Boxes = BoxKind.SsdOffsets, Labels = ["a"] }, path, overwrite: false)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void NamesWithADotKeepTheirEnd()
    {
        string path = Untrained("mobilenet-v3-small", classes: 3), dotted = _folder.PathTo("net-0.5");
        File.Copy(path, dotted);

        Assert.Equal(dotted + ".manifest.json",
            ManifestFile.Write(new ManifestDraft { Task = ModelTask.Classification, Labels = ["a", "b", "c"] }, dotted, overwrite: false));
        Assert.Equal("net-0.5", ModelPackage.Open(dotted).Manifest.File);
    }

    [Fact]
    public void Refuses_ToOverwriteUnlessTold()
    {
        string path = Untrained("mobilenet-v3-small", classes: 3), manifest = Path.ChangeExtension(path, ".manifest.json");
        File.WriteAllText(manifest, "mine");
        ManifestDraft draft = new() { Task = ModelTask.Classification, Labels = ["a", "b", "c"] };

        Assert.Contains(
            manifest, Assert.Throws<FileExistsException>(() => ManifestFile.Write(draft, path, overwrite: false)).Message, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(manifest));

        ManifestFile.Write(draft, path, overwrite: true);
        Assert.Equal(3, ModelPackage.Open(path).Manifest.Labels.Length);
    }

    /// <summary>A small network whose own manifest was put aside.</summary>
    private string Untrained(string family, int classes)
    {
        string path = _folder.PathTo("net.onnx");
        NetworkFile.Write(
            new NetworkDesign(NetworkCatalog.Find(family)!) { Alpha = 0.25, Resolution = 96, Classes = classes }, seed: 1, path, overwrite: false);
        File.Move(Path.ChangeExtension(path, ".manifest.json"), Path.ChangeExtension(path, ".manifest.bak"));
        return path;
    }
}
