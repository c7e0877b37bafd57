using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Networks;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Workbench.Tests.Networks;

/// <summary>What networks put out, and that their manifests describe it.</summary>
public sealed class NetworkShapesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 19²·3 + (10² + 5² + 3² + 2² + 1)·6, the Object Detection API's 1917; (20² + 10² + 5² + 3² + 2² + 1)·6, torchvision's 3234.
    [Theory]
    [InlineData("mobilenet-v2", "logits[1, 1000]")]
    [InlineData("ssdlite-mobilenet-v1", "raw_boxes[1, 1917, 4] raw_scores[1, 1917, 91]")]
    [InlineData("ssdlite-mobilenet-v2", "raw_boxes[1, 1917, 4] raw_scores[1, 1917, 91]")]
    [InlineData("ssdlite320-mobilenet-v3-large", "raw_boxes[1, 3234, 4] raw_scores[1, 3234, 91]")]
    [InlineData("deeplabv3-mobilenet-v2", "logits[1, 21, 513, 513]")]
    public void OutputsAreThoseOfTheReference(string family, string outputs) =>
        Assert.Equal(outputs, string.Join(' ', NetworkLayers.Of(new NetworkDesign(NetworkCatalog.Find(family)!)).Outputs));

    [Theory]
    [InlineData("deeplabv3-mobilenet-v2", 33)]
    [InlineData("deeplabv3-mobilenet-v2-os8", 65)]
    public void DilationKeepsTheMapOfASegmenterFine(string family, int size)
    {
        NetworkLayers layers = NetworkLayers.Of(new NetworkDesign(NetworkCatalog.Find(family)!));

        Assert.Equal([1, 320, size, size], layers.Layers.Single(static layer => layer.Name == "features.17.project").Output.AsEnumerable());
    }

    // arXiv:1801.04381 in TF-slim: at output stride 16 the stride of block 14 goes, and blocks 15 to 17 are dilated by 2; at 8 that of block 7 too.
    [Theory]
    [InlineData("deeplabv3-mobilenet-v2", 14, "3×3 s1 dw", "3×3 s1 d2 dw")]
    [InlineData("deeplabv3-mobilenet-v2-os8", 14, "3×3 s1 d2 dw", "3×3 s1 d4 dw")]
    [InlineData("deeplabv3-mobilenet-v2-os8", 7, "3×3 s1 dw", "3×3 s1 d2 dw")]
    public void TheBlockThatLosesItsStrideKeepsItsDilation(string family, int block, string own, string next)
    {
        NetworkLayers layers = NetworkLayers.Of(new NetworkDesign(NetworkCatalog.Find(family)!));

        Assert.Equal((own, next), (Window(block), Window(block + 1)));
        string Window(int number) => layers.Layers.Single(layer => layer.Name == $"features.{number}.depthwise").Window;
    }

    [Theory]
    [InlineData("ssdlite-mobilenet-v3-small", NetworkLayout.TensorFlow, 300)]
    [InlineData("ssdlite-mobilenet-v2", NetworkLayout.Torchvision, 200)]
    [InlineData("ssdlite-mobilenet-v1", NetworkLayout.TensorFlow, 97)]
    public void ADetectorRunsWithItsManifest(string family, NetworkLayout layout, int resolution)
    {
        string path = _folder.PathTo("net.onnx");
        NetworkDesign design = new(NetworkCatalog.Find(family)!) { Alpha = 0.25, Resolution = resolution, Layout = layout, Classes = 3 };
        NetworkFile.Write(design, seed: 1, path, overwrite: false);

        ModelPackage package = ModelPackage.Open(path);
        using IInferenceSession session = InferenceSessions.Open(package.File, new EngineOptions { Threads = 1 });
        using ObjectDetector detector = ObjectDetector.Open(
            InferenceSessions.Load(package, new EngineOptions { Threads = 1 }), new DetectorOptions { MinimumScore = 0.01f });

        Assert.Equal(design.Name, package.Manifest.Name);
        Assert.Equal(["class 1", "class 2", "class 3"], package.Manifest.Labels.AsEnumerable());
        Assert.Equal(SsdAnchors.Generate(package.Manifest.Detection!.Anchors!).Length, session.Outputs[0].Shape[1]);
        byte[] pixels = new byte[3 * 120 * 80];
        new Random(4).NextBytes(pixels);
        DetectedObject[] found = detector.Detect(new ImageView(FrameFormat.Packed(PixelFormat.Rgb24, 120, 80), pixels)).ToArray();
        Assert.NotEmpty(found);
        Assert.All(found, one => Assert.True(one.LabelIndex is >= 0 and < 3 && one.Score is > 0.01f
            and < 1f && one.Box is { Left: >= 0f, Top: >= 0f, Right: <= 120f, Bottom: <= 80f }, $"{one}"));
    }

    [Theory]
    [InlineData(1.0, "mobilenet-v1-1.0-224")]
    [InlineData(2.0, "mobilenet-v1-2.0-224")]
    [InlineData(0.25, "mobilenet-v1-0.25-224")]
    [InlineData(0.2501, "mobilenet-v1-0.2501-224")]
    [InlineData(1.0000001, "mobilenet-v1-1.0000001-224")]
    public void ANameHasEveryDigitOfAlpha(double alpha, string name) =>
        Assert.Equal(name, new NetworkDesign(NetworkCatalog.Find("mobilenet-v1")!) { Alpha = alpha }.Name);

    [Theory]
    [InlineData(0.1, 224, 10, "alpha")]
    [InlineData(2.01, 224, 10, "alpha")]
    [InlineData(double.NaN, 224, 10, "alpha")]
    [InlineData(1.0, 31, 10, "resolution")]
    [InlineData(1.0, 1025, 10, "resolution")]
    [InlineData(1.0, 224, 0, "classes")]
    public void Refuses_ADesignOutOfRange(double alpha, int resolution, int classes, string word)
    {
        NetworkDesign design = new(NetworkCatalog.Find("mobilenet-v1")!) { Alpha = alpha, Resolution = resolution, Classes = classes };

        Assert.Contains(word, Assert.Throws<ArgumentException>(() => NetworkLayers.Of(design)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mobilenet-v1", 50_001, "there must be 1 to 50000")]
    [InlineData("ssdlite-mobilenet-v2", 0, "there must be 1 to 10000")]
    [InlineData("ssdlite-mobilenet-v2", 10_001, "there must be 1 to 10000")]
    [InlineData("deeplabv3-mobilenet-v2", 1, "there must be 2 to 256")]
    [InlineData("deeplabv3-mobilenet-v2", 257, "there must be 2 to 256")]
    [InlineData("deeplabv3-mobilenet-v2", 100_000, "there must be 2 to 256")]
    public void Refuses_MoreClassesThanItsTaskCanHave(string family, int classes, string reason)
    {
        NetworkDesign design = new(NetworkCatalog.Find(family)!) { Classes = classes };

        Assert.Contains($"{family} cannot have {classes} classes; {reason}", Assert.Throws<ArgumentException>(() => NetworkLayers.Of(design)).Message,
            StringComparison.Ordinal);
    }

    // Scores of the five maps after the first, six anchors of 10 001 numbers each, have 60 006 · (2560 + 1024 + 512 + 512 + 256) weights, more than 2²⁸.
    [Fact]
    public void Refuses_MoreParametersThanAFileHolds()
    {
        NetworkDesign design = new(NetworkCatalog.Find("ssdlite-mobilenet-v2")!) { Alpha = 2.0, Classes = 10_000 };
        string path = _folder.PathTo("net.onnx");

        string counted = Assert.Throws<ArgumentException>(() => NetworkLayers.Of(design)).Message,
            written = Assert.Throws<ArgumentException>(() => NetworkFile.Write(design, seed: 1, path, overwrite: false)).Message;

        Assert.Matches(@"^ssdlite-mobilenet-v2-2\.0-300 with 10000 classes has [34]\d{8} parameters; at most 268435456 ", counted);
        Assert.Equal(counted, written);
        Assert.False(File.Exists(path));
    }

    [Theory]
    [InlineData("mobilenet-v1", 50_000)]
    [InlineData("ssdlite-mobilenet-v2", 10_000)]
    [InlineData("deeplabv3-mobilenet-v2", 256)]
    public void TheMostClassesHaveRoomInAManifestAndInShapes(string family, int classes)
    {
        NetworkDesign design = new(NetworkCatalog.Find(family)!) { Alpha = 0.25, Resolution = NetworkDesign.MaxResolution, Classes = classes };

        int manifest = ManifestWriter.Write(
            NetworkManifest.Of(design, $"{design.Name}.onnx", new string('0', 64), new ManifestOrigin("NONE", new string('s', 1000)))).Length;

        Assert.InRange(manifest, 1, (int)ManifestReader.MaxBytes);
        Assert.InRange(NetworkLayers.Of(design).Parameters, 1, NetworkDesign.MaxParameters);
    }
}
