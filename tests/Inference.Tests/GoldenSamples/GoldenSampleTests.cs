using System.Text;
using System.Text.Json.Nodes;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.GoldenSamples;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tests.GoldenModels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.GoldenSamples;

/// <summary>Samples of the models and the picture of <c>tests/Golden</c>.</summary>
public sealed class GoldenSampleTests
{
    private static readonly byte[] s_picture = File.ReadAllBytes(GoldenPicture.Path);

    public static TheoryData<string> Names => [.. GoldenModel.Names];

    [Theory, MemberData(nameof(Names))]
    public void BothEnginesGiveTheGoldenAnswerOfEither(string name)
    {
        foreach (EngineKind packed in Enum.GetValues<EngineKind>())
        {
            using GoldenSample sample = Sample(name, packed);
            foreach (EngineKind engine in Enum.GetValues<EngineKind>())
            {
                using IVisionTask task = Open(name, engine, sample.MinimumScore);
                Assert.Null(sample.Check(task, sample.MinimumScore));
            }
        }
    }

    /// <summary>A board opens models with a threshold of its own.</summary>
    [Theory, MemberData(nameof(Names))]
    public void AHigherThreshold_IsNoDifference(string name)
    {
        using GoldenSample sample = Sample(name);
        using IVisionTask task = Open(name, EngineKind.Managed, 0.6f);

        Assert.Null(sample.Check(task, 0.6f));
    }

    [Theory, MemberData(nameof(Names))]
    public void TellsAnotherModelFromTheRightOne(string name)
    {
        using GoldenSample sample = Sample(name);
        ModelManifest model = GoldenModel.Load(name).Package.Manifest;
        // Other numbers for the same colours: what somebody who writes a manifest may get wrong.
        ImageInputSpec input = model.Input! with { Mean = model.Input.Mean + 90f, StandardDeviation = model.Input.StandardDeviation / 3f };
        ModelFile file = GoldenModel.Load(name).Package.File;
        using IVisionTask task = VisionTasks.Open(
            new LoadedModel(model with { Input = input }, file, InferenceSessions.Open(file, new EngineOptions())), sample.MinimumScore);

        string? difference = sample.Check(task, sample.MinimumScore);

        Assert.NotNull(difference);
        Assert.Contains("the golden answer", difference, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Damages => new()
    {
        { "ssdlite-mobilenet-v2", "$.schema", "\"edgevision.golden/2\"" },
        { "ssdlite-mobilenet-v2", "$.engine", "\"abacus\"" },
        { "ssdlite-mobilenet-v2", "$.leastScore", "2" },
        { "ssdlite-mobilenet-v2", "$.leastScore", "1e999" },
        { "ssdlite-mobilenet-v2", "$.objects", "null" },
        { "ssdlite-mobilenet-v2", "$.objects[0]", "null" },
        { "ssdlite-mobilenet-v2", "$.objects[0].label", "\"nobody\"" },
        { "ssdlite-mobilenet-v2", "$.objects[0].score", "-0.1" },
        { "ssdlite-mobilenet-v2", "$.objects[0].box", "[0, 0, 1]" },
        { "ssdlite-mobilenet-v2", "$.objects[0].box", "[0, 0, 1, 1e30]" },
        { "ssdlite-mobilenet-v2", "$.objects[0].box", "[0.5, 0, 0.1, 1]" },
        { "mobilenet-v3-small", "$.classes[0].label", "\"\"" },
        { "mobilenet-v3-small", "$.classes[1].score", "1" },
        { "mobilenet-v3-small", "$.map", "{ \"width\": 1, \"height\": 1, \"labels\": [], \"runs\": [0, 1] }" },
        { "deeplabv3-mobilenet-v2", "$.map.width", "5000" },
        { "deeplabv3-mobilenet-v2", "$.map.height", "4096" },
        { "deeplabv3-mobilenet-v2", "$.map.labels[0]", "\"another\"" },
        { "deeplabv3-mobilenet-v2", "$.map.runs[1]", "2147483647" },
        { "deeplabv3-mobilenet-v2", "$.map.runs[0]", "-1" },
        { "deeplabv3-mobilenet-v2", "$.map.runs", "[0, 5, 1]" },
    };

    [Theory, MemberData(nameof(Damages))]
    public void SaysWhatIsWrongWithAnAnswer(string name, string path, string value)
    {
        ModelManifest model = GoldenModel.Load(name).Package.Manifest;
        string json = Replaced(Encoding.UTF8.GetString(Record(name, EngineKind.Managed)), path, value);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => GoldenSample.Read(s_picture, Encoding.UTF8.GetBytes(json), model, "m"));

        Assert.StartsWith("m/golden.json: $", error.Message, StringComparison.Ordinal);
        Assert.Contains(path.Split('.')[1].Split('[')[0], error.Message, StringComparison.Ordinal);
    }

    /// <summary>Found by a hunt: no model gives such an answer, and it differed from itself.</summary>
    [Fact]
    public void AClassCannotBeThereTwice()
    {
        const string Name = "mobilenet-v3-small";
        ModelManifest model = GoldenModel.Load(Name).Package.Manifest;
        string first = model.Labels[0];
        string json = $$"""
            { "schema": "edgevision.golden/1", "engine": "managed", "leastScore": 0,
              "classes": [{ "label": "{{first}}", "score": 0.7 }, { "label": "{{first}}", "score": 0.1 }] }
            """;

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => GoldenSample.Read(s_picture, Encoding.UTF8.GetBytes(json), model, "m"));

        Assert.Equal($"m/golden.json: $.classes[1].label: is '{first}' once more than the model has such classes.", error.Message);
    }

    [Fact]
    public void SaysWhatIsWrongWithAPicture()
    {
        const string Name = "mobilenet-v3-small";
        ModelManifest model = GoldenModel.Load(Name).Package.Manifest;
        byte[] json = Record(Name, EngineKind.Managed);

        Assert.Equal("m/golden.png: The picture is empty.", Error([]));
        Assert.Equal("m/golden.png: The picture is not a usable PNG: it does not begin as one.", Error([0xFF, 0xD8, 0xFF]));
        Assert.StartsWith("m/golden.png: The picture is ", Error(s_picture[..(s_picture.Length / 2)]), StringComparison.Ordinal);

        string Error(byte[] picture) => Assert.Throws<ModelFormatException>(() => GoldenSample.Read(picture, json, model, "m")).Message;
    }

    [Fact]
    public void APictureThatShowsNothing_IsNoGoldenOne()
    {
        const string Name = "deeplabv3-mobilenet-v2";
        using IVisionTask task = new BlindTask(GoldenModel.Load(Name).Package.Manifest);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => GoldenSample.Record(s_picture, task, "managed", "m"));

        Assert.Equal("m/golden.png: the model sees nothing in it that a check could hold on to; choose a picture that shows what it knows.", error.Message);
    }

    [Fact]
    public void AFolderNeedsBothFiles()
    {
        const string Name = "mobilenet-v3-small";
        ModelManifest model = GoldenModel.Load(Name).Package.Manifest;
        using TemporaryFolder folder = new();
        Assert.False(GoldenSample.IsIn(folder.Path));
        File.WriteAllBytes(folder.PathTo("golden.png"), s_picture);

        Assert.True(GoldenSample.IsIn(folder.Path));
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => GoldenSample.Read(folder.Path, model));
        Assert.Contains("there is no such file", error.Message, StringComparison.Ordinal);

        File.WriteAllBytes(folder.PathTo("golden.json"), Record(Name, EngineKind.Managed));
        using GoldenSample sample = GoldenSample.Read(folder.Path, model);
        Assert.Equal("managed", sample.Engine);

        File.WriteAllBytes(folder.PathTo("golden.json"), new byte[(1 << 20) + 1]);
        Assert.EndsWith(
            "golden.json: the file has 1048577 bytes; it has at most 1048576.",
            Assert.Throws<ModelFormatException>(() => GoldenSample.Read(folder.Path, model)).Message, StringComparison.Ordinal);
    }

    private static GoldenSample Sample(string name, EngineKind engine = EngineKind.Managed) =>
        GoldenSample.Read(s_picture, Record(name, engine), GoldenModel.Load(name).Package.Manifest, "m");

    private static byte[] Record(string name, EngineKind engine)
    {
        using IVisionTask task = Open(name, engine, GoldenSample.RecordingScore(GoldenModel.Load(name).Package.Manifest));
        return GoldenSample.Record(s_picture, task, engine == EngineKind.Managed ? "managed" : "onnxruntime", "m");
    }

    private static IVisionTask Open(string name, EngineKind engine, float? minimumScore) =>
        VisionTasks.Open(InferenceSessions.Load(GoldenModel.Load(name).Package, new EngineOptions { Engine = engine, Threads = 1 }), minimumScore);

    /// <summary>A document with another value at a place, which is written as it is: 1e999 is no number that a node could hold.</summary>
    private static string Replaced(string json, string path, string value)
    {
        const string Mark = "\"@\"";
        JsonNode root = JsonNode.Parse(json)!, parent = root;
        object[] steps = [.. path[2..].Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.')
            .Select(static step => int.TryParse(step, out int index) ? (object)index : step)];
        foreach (object step in steps[..^1])
            parent = step is int index ? parent[index]! : parent[(string)step]!;
        if (steps[^1] is int last)
            parent[last] = "@";
        else
            parent[(string)steps[^1]] = "@";
        return root.ToJsonString().Replace(Mark, value, StringComparison.Ordinal);
    }
}
