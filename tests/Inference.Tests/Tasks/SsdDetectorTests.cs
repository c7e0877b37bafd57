using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;
using EdgeVision.TestKit;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.Tasks;

public sealed class SsdDetectorTests
{
    private const int Anchors = 6;

    /// <summary>One cell, whose six anchors are at the input's centre; three classes, the second a hole; background in column 0.</summary>
    private static readonly ModelManifest s_manifest = new()
    {
        Name = "tiny",
        Sha256 = new string('0', 64),
        Labels = ["cat", "", "dog"],
        LabelBase = 1,
        Input = new ImageInputSpec { Width = 10, Height = 10 },
        Detection = new DetectionOutputs
        {
            Boxes = "boxes",
            BoxKind = BoxKind.SsdOffsets,
            Scores = "scores",
            ScoreKind = ScoreKind.SigmoidLogits,
            Anchors = new SsdAnchorSpec { FeatureMaps = [1], ReduceBoxesInLowestLayer = false, MinimumScale = 0.5f },
        },
    };

    private readonly ArraySession _session = NewSession();

    [Fact]
    public void DecodesOffsetsFromTheAnchor()
    {
        using ObjectDetector detector = Open();
        SetScore(0, column: 3, 2f);
        float[] offsets = [1f, -2f, 5f * MathF.Log(0.5f), 5f * MathF.Log(1.5f)];
        offsets.CopyTo(_session.Writable(0), 0);

        DetectedObject found = Assert.Single(Detect(detector, 100, 200));

        Assert.Equal(2, found.LabelIndex);
        Assert.Equal(1f / (1f + MathF.Exp(-2f)), found.Score, 1e-6f);
        AssertBox(new BoundingBox(100f * (0.4f - 0.375f), 200f * (0.55f - 0.125f), 100f * (0.4f + 0.375f), 200f * (0.55f + 0.125f)), found.Box);
    }

    [Fact]
    public void ReportsNeitherBackgroundNorHolesNorWeakScores()
    {
        using ObjectDetector detector = Open(new DetectorOptions { MinimumScore = 0.7f });
        SetScore(0, column: 0, 9f);
        SetScore(1, column: 2, 9f);
        SetScore(2, column: 1, MathF.Log(0.69f / 0.31f));
        SetScore(3, column: 1, MathF.Log(0.71f / 0.29f));

        DetectedObject found = Assert.Single(Detect(detector));

        Assert.Equal(0, found.LabelIndex);
        Assert.Equal(0.71f, found.Score, 1e-5f);
    }

    [Fact]
    public void IgnoresNumbersThatAreNone()
    {
        using ObjectDetector detector = Open();
        SetScore(0, column: 1, float.NaN);
        SetScore(1, column: 1, float.PositiveInfinity);
        SetScore(2, column: 1, 5f);
        _session.Writable(0).AsSpan(8, 4).Fill(float.NaN);

        DetectedObject found = Assert.Single(Detect(detector));

        Assert.Equal(1f, found.Score);
    }

    [Fact]
    public void ClipsBoxesToTheImage()
    {
        using ObjectDetector detector = Open();
        SetScore(0, column: 1, 5f);
        _session.Writable(0).AsSpan(0, 2).Fill(1000f);

        Assert.Empty(Detect(detector, 64, 48));

        _session.Writable(0).AsSpan(0, 2).Clear();
        _session.Writable(0).AsSpan(2, 2).Fill(1000f);
        DetectedObject found = Assert.Single(Detect(detector, 64, 48));
        Assert.Equal(new BoundingBox(0f, 0f, 64f, 48f), found.Box);
    }

    [Fact]
    public void LetterboxedBoxesReturnToTheirPlace()
    {
        ModelManifest letterbox = s_manifest with { Input = s_manifest.Input! with { Resize = ResizeMode.Letterbox } };
        using ObjectDetector detector = ObjectDetector.Open(_session.As(letterbox));
        SetScore(0, column: 1, 5f);

        DetectedObject found = Assert.Single(Detect(detector, 250, 100));

        AssertBox(new BoundingBox(62.5f, 0f, 187.5f, 100f), found.Box);
    }

    [Theory]
    [InlineData(BoxKind.CornersYxyx)]
    [InlineData(BoxKind.CornersXyxy)]
    public void TakesBoxesThatTheNetworkDecoded(BoxKind kind)
    {
        ModelManifest decoded = s_manifest with
        {
            Detection = s_manifest.Detection! with { BoxKind = kind, Anchors = null, ScoreKind = ScoreKind.Probabilities },
        };
        using ObjectDetector detector = ObjectDetector.Open(_session.As(decoded));
        SetScore(4, column: 1, 0.75f);
        float[] box = kind == BoxKind.CornersYxyx ? [0.1f, 0.2f, 0.3f, 0.6f] : [0.2f, 0.1f, 0.6f, 0.3f];
        box.CopyTo(_session.Writable(0), 16);

        DetectedObject found = Assert.Single(Detect(detector, 100, 100));

        Assert.Equal((0, 0.75f), (found.LabelIndex, found.Score));
        AssertBox(new BoundingBox(20f, 10f, 60f, 30f), found.Box);
    }

    [Fact]
    public void ReportsTheBestFirstAndNoMoreThanAsked()
    {
        using ObjectDetector detector = Open(new DetectorOptions { MaximumIou = 1f, MaximumDetections = 2 });
        for (int anchor = 0; anchor < Anchors; anchor++)
            SetScore(anchor, column: 1, anchor);

        DetectedObject[] found = Detect(detector);

        Assert.Equal([1f / (1f + MathF.Exp(-5f)), 1f / (1f + MathF.Exp(-4f))], found.Select(static detection => detection.Score));
    }

    [Fact]
    public void TellsHowLongItsStagesTook()
    {
        using ObjectDetector detector = Open();

        Detect(detector);

        Assert.Equal(1, _session.Runs);
        Assert.All([detector.LastTimings.Preprocessing, detector.LastTimings.Inference, detector.LastTimings.Decoding],
            static time => Assert.True(time > TimeSpan.Zero));
    }

    [Fact]
    public void AllocatesNothingInSteadyState()
    {
        using ObjectDetector detector = Open(new DetectorOptions { MinimumScore = 0.01f });
        _session.Writable(1).AsSpan().Fill(1f);
        var bytes = new byte[64 * 48 * 2];
        detector.Detect(new ImageView(FrameFormat.Packed(PixelFormat.Yuyv, 64, 48), bytes));

        int found = 0;
        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 500; i++)
                found += detector.Detect(new ImageView(FrameFormat.Packed(PixelFormat.Yuyv, 64, 48), bytes)).Length;
        });

        Assert.Equal(0, allocated);
        Assert.True(found >= 500);
    }

    [Fact]
    public void Rejects_LabelsThatAreFewerThanTheModelsClasses()
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ObjectDetector.Open(_session.As(s_manifest with { Labels = ["cat", "dog"] })));

        Assert.Equal("tiny.onnx: output scores[1, 6, 4] has 4 columns, but the manifest's label base 1 and 2 labels make 3.", error.Message);
        Assert.True(_session.IsDisposed);
    }

    [Fact]
    public void Rejects_AnchorsThatAreMoreThanTheModelsBoxes() =>
        AssertRefused(s_manifest with { Detection = s_manifest.Detection! with { Anchors = s_manifest.Detection.Anchors! with { FeatureMaps = [2] } } },
            "tensor boxes[1, 6, 4] does not have the shape [1, 24, 4] that the manifest implies");

    [Fact]
    public void Rejects_InputOfAnotherSize() =>
        AssertRefused(s_manifest with { Input = s_manifest.Input! with { Width = 11 } }, "tensor input[1, 3, 10, 10] does not have the shape [1, 3, 10, 11]");

    [Fact]
    public void Rejects_NamesTheModelDoesNotHave()
    {
        AssertRefused(s_manifest with { InputName = "picture" }, "the manifest names the input 'picture', but the model has input[1, 3, 10, 10]");
        AssertRefused(s_manifest with { Detection = s_manifest.Detection! with { Boxes = "wishes" } },
            "the manifest names the output 'wishes', but the model has boxes[1, 6, 4]; scores[1, 6, 4]");
    }

    [Fact]
    public void Rejects_ManifestOfAClassifier() =>
        AssertRefused(s_manifest with { Task = ModelTask.Classification, Detection = null }, "the manifest's task is Classification, not detection");

    [Theory]
    [InlineData(0f, 0.5f, 10)]
    [InlineData(1f, 0.5f, 10)]
    [InlineData(float.NaN, 0.5f, 10)]
    [InlineData(0.5f, -0.1f, 10)]
    [InlineData(0.5f, 1.1f, 10)]
    [InlineData(0.5f, 0.5f, 0)]
    [InlineData(0.5f, 0.5f, 1001)]
    public void Rejects_OptionsOutsideTheirRange(float minimumScore, float maximumIou, int maximumDetections) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Open(
            new DetectorOptions { MinimumScore = minimumScore, MaximumIou = maximumIou, MaximumDetections = maximumDetections }));

    private static ArraySession NewSession()
    {
        var session = new ArraySession(
            new TensorSpec("input", [1, 3, 10, 10]), new TensorSpec("boxes", [1, Anchors, 4]), new TensorSpec("scores", [1, Anchors, 4]));
        session.Writable(1).AsSpan().Fill(-20f);
        return session;
    }

    private static DetectedObject[] Detect(ObjectDetector detector, int width = 20, int height = 20) =>
        detector.Detect(new ImageView(FrameFormat.Packed(PixelFormat.Grey, width, height), new byte[width * height])).ToArray();

    private static void AssertRefused(ModelManifest manifest, string reason)
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ObjectDetector.Open(NewSession().As(manifest)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    private static void AssertBox(BoundingBox expected, BoundingBox actual)
    {
        Assert.Equal(expected.Left, actual.Left, 1e-3f);
        Assert.Equal(expected.Top, actual.Top, 1e-3f);
        Assert.Equal(expected.Right, actual.Right, 1e-3f);
        Assert.Equal(expected.Bottom, actual.Bottom, 1e-3f);
    }

    private ObjectDetector Open(DetectorOptions? options = null) => ObjectDetector.Open(_session.As(s_manifest), options);

    private void SetScore(int anchor, int column, float score) => _session.Writable(1)[(anchor * 4) + column] = score;
}
