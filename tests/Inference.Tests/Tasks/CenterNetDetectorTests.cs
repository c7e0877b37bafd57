using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;
using EdgeVision.TestKit;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.Tasks;

public sealed class CenterNetDetectorTests
{
    private const int Width = 6;
    private const int Height = 5;

    /// <summary>Six cells of ten pixels a line, five lines of eight pixels; three classes, the second a hole.</summary>
    private static readonly ModelManifest s_manifest = new()
    {
        Name = "tiny",
        Sha256 = new string('0', 64),
        Labels = ["cat", "", "dog"],
        Input = new ImageInputSpec { Width = 60, Height = 40 },
        Detection = new DetectionOutputs { Boxes = "boxes", BoxKind = BoxKind.CenterDistances, Scores = "scores", ScoreKind = ScoreKind.Probabilities },
    };

    private static readonly ModelManifest s_sizes = s_manifest with { Detection = s_manifest.Detection! with { BoxKind = BoxKind.CenterSizes } };

    private readonly ArraySession _session = NewSession();

    [Fact]
    public void BoxesReachFromTheCellByTheDistances()
    {
        using ObjectDetector detector = Open(s_manifest);
        SetScore(_session, label: 2, x: 3, y: 2, 0.75f);
        SetBox(_session, x: 3, y: 2, 5f, 6f, 7f, 8f);

        DetectedObject found = Assert.Single(Detect(detector, 60, 40));

        Assert.Equal(new DetectedObject(2, 0.75f, new BoundingBox(30f - 5f, 16f - 6f, 30f + 7f, 16f + 8f)), found);
    }

    [Fact]
    public void BoxesAreInPixelsOfTheImage()
    {
        using ObjectDetector detector = Open(s_manifest);
        SetScore(_session, label: 0, x: 3, y: 2, 0.75f);
        SetBox(_session, x: 3, y: 2, 5f, 6f, 7f, 8f);

        DetectedObject found = Assert.Single(Detect(detector, 120, 20));

        Assert.Equal(new BoundingBox(50f, 5f, 74f, 12f), found.Box);
    }

    [Fact]
    public void SizesAreInCellsAndOffsetsMoveTheCentre()
    {
        ModelManifest manifest = s_sizes with { Detection = s_sizes.Detection! with { Offsets = "offsets" } };
        ArraySession session = NewSession(boxNumbers: 2, withOffsets: true);
        using ObjectDetector detector = Open(manifest, session: session);
        SetScore(session, label: 0, x: 2, y: 3, 0.9f);
        SetBox(session, x: 2, y: 3, 1.5f, 0.5f);
        session.Writable(2)[(3 * Width) + 2] = 0.25f;
        session.Writable(2)[(Width * Height) + (3 * Width) + 2] = -0.5f;

        DetectedObject found = Assert.Single(Detect(detector, 60, 40));

        Assert.Equal(new BoundingBox(22.5f - 7.5f, 20f - 2f, 22.5f + 7.5f, 20f + 2f), found.Box);
    }

    [Fact]
    public void SizesWithoutOffsetsAreAroundTheCell()
    {
        ArraySession session = NewSession(boxNumbers: 2);
        using ObjectDetector detector = Open(s_sizes, session: session);
        SetScore(session, label: 0, x: 2, y: 3, 0.9f);
        SetBox(session, x: 2, y: 3, 2f, 1f);

        Assert.Equal(new BoundingBox(10f, 20f, 30f, 28f), Assert.Single(Detect(detector, 60, 40)).Box);
    }

    // Of the two neighbours with 0.6 on the first line the left one is the object: it is one object that both cells see.
    [Fact]
    public void ACellWithALargerNeighbourIsNoObject()
    {
        using ObjectDetector detector = Open(s_manifest, new DetectorOptions { MaximumIou = 1f });
        FillBoxes(3f);
        float[,] map =
        {
            { 0.9f, 0.8f, 0.0f, 0.0f, 0.6f, 0.6f },
            { 0.8f, 0.0f, 0.0f, 0.0f, 0.0f, 0.0f },
            { 0.0f, 0.0f, 0.0f, 0.7f, 0.0f, 0.0f },
            { 0.0f, 0.0f, 0.0f, 0.0f, 0.8f, 0.0f },
            { 0.6f, 0.0f, 0.0f, 0.0f, 0.0f, 0.7f },
        };
        for (int y = 0; y < Height; y++)
        {
            for (int x = 0; x < Width; x++)
                SetScore(_session, label: 0, x, y, map[y, x]);
        }

        (float, float, float)[] peaks = [
            .. Detect(detector, 60, 40).Select(static found => (found.Score, found.Box.Right - 3f, found.Box.Bottom - 3f)).Order()];

        Assert.Equal([(0.6f, 0f, 32f), (0.6f, 40f, 0f), (0.8f, 40f, 24f), (0.9f, 0f, 0f)], peaks);
    }

    // A network of zeros gives one score everywhere; were each cell a centre, there would be as many boxes to suppress as cells.
    [Fact]
    public void ALevelMapHasOneCentre()
    {
        using ObjectDetector detector = Open(s_manifest, new DetectorOptions { MaximumIou = 1f });
        FillBoxes(3f);
        _session.Writable(0).AsSpan(0, Width * Height).Fill(0.5f);

        DetectedObject found = Assert.Single(Detect(detector, 60, 40));

        Assert.Equal(new BoundingBox(0f, 0f, 3f, 3f), found.Box);
    }

    // Each pair of neighbours, across a line, down, and along both diagonals: the one that comes first in the order of lines.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    public void OfTwoNeighboursWithOneScoreTheFirstIsTheCentre(int dx, int dy)
    {
        using ObjectDetector detector = Open(s_manifest, new DetectorOptions { MaximumIou = 1f });
        FillBoxes(3f);
        SetScore(_session, label: 0, x: 2, y: 2, 0.7f);
        SetScore(_session, label: 0, x: 2 + dx, y: 2 + dy, 0.7f);

        DetectedObject found = Assert.Single(Detect(detector, 60, 40));

        Assert.Equal((23f, 19f), (found.Box.Right, found.Box.Bottom));
    }

    [Fact]
    public void PeaksOfOneClassDoNotHideThoseOfAnother()
    {
        using ObjectDetector detector = Open(s_manifest);
        FillBoxes(3f);
        SetScore(_session, label: 0, x: 2, y: 2, 0.9f);
        SetScore(_session, label: 2, x: 3, y: 2, 0.8f);

        Assert.Equal([0, 2], Detect(detector, 60, 40).Select(static found => found.LabelIndex));
    }

    [Fact]
    public void EveryCellIsFoundAsThePeakItIs()
    {
        using ObjectDetector detector = Open(s_manifest);
        FillBoxes(3f);
        for (int cell = 0; cell < Width * Height; cell++)
        {
            _session.Writable(0).AsSpan().Clear();
            SetScore(_session, label: 2, cell % Width, cell / Width, 0.6f);

            DetectedObject found = Assert.Single(Detect(detector, 60, 40));

            Assert.Equal((10f * (cell % Width) + 3f, 8f * (cell / Width) + 3f), (found.Box.Right, found.Box.Bottom));
        }
    }

    [Fact]
    public void ReportsNeitherHolesNorBackgroundNorWeakScores()
    {
        ModelManifest manifest = s_manifest with { Labels = ["", "dog"], LabelBase = 1 };
        using ObjectDetector detector = Open(manifest, new DetectorOptions { MinimumScore = 0.5f });
        FillBoxes(3f);
        SetScore(_session, label: 0, x: 1, y: 1, 0.9f);
        SetScore(_session, label: 1, x: 1, y: 1, 0.9f);
        SetScore(_session, label: 2, x: 1, y: 1, 0.49f);
        SetScore(_session, label: 2, x: 4, y: 3, 0.5f);

        DetectedObject found = Assert.Single(Detect(detector, 60, 40));

        Assert.Equal((1, 0.5f), (found.LabelIndex, found.Score));
    }

    [Fact]
    public void LogitsArePutThroughTheLogisticFunction()
    {
        using ObjectDetector detector = Open(s_manifest with { Detection = s_manifest.Detection! with { ScoreKind = ScoreKind.SigmoidLogits } });
        FillBoxes(3f);
        _session.Writable(0).AsSpan().Fill(-9f);
        SetScore(_session, label: 0, x: 1, y: 1, 2f);

        Assert.Equal(1f / (1f + MathF.Exp(-2f)), Assert.Single(Detect(detector, 60, 40)).Score, 1e-6f);
    }

    [Fact]
    public void IgnoresNumbersThatAreNone()
    {
        using ObjectDetector detector = Open(s_manifest);
        FillBoxes(3f);
        SetScore(_session, label: 0, x: 1, y: 1, float.NaN);
        SetScore(_session, label: 0, x: 2, y: 1, 0.7f);
        SetScore(_session, label: 2, x: 4, y: 3, 0.7f);
        SetBox(_session, x: 4, y: 3, float.NaN, 1f, 1f, 1f);

        DetectedObject found = Assert.Single(Detect(detector, 60, 40));

        Assert.Equal(0, found.LabelIndex);
    }

    [Fact]
    public void OfTwoBoxesThatOverlapTheManifestsSuppressionKeepsOne()
    {
        using ObjectDetector detector = Open(s_manifest with { Detection = s_manifest.Detection! with { MaximumIou = 0.2f } });
        FillBoxes(30f);
        SetScore(_session, label: 0, x: 2, y: 2, 0.7f);
        SetScore(_session, label: 0, x: 4, y: 2, 0.8f);

        Assert.Equal(0.8f, Assert.Single(Detect(detector, 60, 40)).Score);
    }

    [Fact]
    public void AllocatesNothingInSteadyState()
    {
        using ObjectDetector detector = Open(s_manifest, new DetectorOptions { MinimumScore = 0.01f });
        FillBoxes(3f);
        _session.Writable(0).AsSpan().Fill(0.5f);
        var bytes = new byte[60 * 40];
        detector.Detect(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 60, 40), bytes));

        int found = 0;
        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
                found += detector.Detect(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 60, 40), bytes)).Length;
        });

        Assert.Equal(0, allocated);
        Assert.True(found >= 100);
    }

    [Fact]
    public void Rejects_LabelsThatAreFewerThanTheModelsHeatmaps() =>
        AssertRefused(s_manifest with { Labels = ["cat", "dog"] }, NewSession(),
            "output scores[1, 3, 5, 6] has 3 columns, but the manifest's label base 0 and 2 labels make 2");

    [Fact]
    public void Rejects_BoxesOfAnotherShape()
    {
        AssertRefused(s_sizes, NewSession(), "tensor boxes[1, 4, 5, 6] does not have the shape [1, 2, 5, 6] that the manifest implies");
        AssertRefused(s_manifest with { Detection = s_manifest.Detection! with { Offsets = "boxes" } }, NewSession(),
            "tensor boxes[1, 4, 5, 6] does not have the shape [1, 2, 5, 6] that the manifest implies");
    }

    [Fact]
    public void Rejects_ScoresThatAreNoHeatmaps() =>
        AssertRefused(
            s_manifest, new ArraySession(new TensorSpec("input", [1, 3, 40, 60]), new TensorSpec("scores", [1, 3, 30]), new TensorSpec("boxes", [1, 4, 30])),
            "output scores[1, 3, 30] is not [1, classes, height, width], as boxes of kind CenterDistances need");

    private static ArraySession NewSession(int boxNumbers = 4, bool withOffsets = false)
    {
        TensorSpec[] outputs = [new("scores", [1, 3, Height, Width]), new("boxes", [1, boxNumbers, Height, Width])];
        return new ArraySession(
            new TensorSpec("input", [1, 3, 40, 60]), withOffsets ? [.. outputs, new TensorSpec("offsets", [1, 2, Height, Width])] : outputs);
    }

    private static void SetScore(ArraySession session, int label, int x, int y, float score) =>
        session.Writable(0)[(((label * Height) + y) * Width) + x] = score;

    private static void SetBox(ArraySession session, int x, int y, params float[] numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
            session.Writable(1)[(((i * Height) + y) * Width) + x] = numbers[i];
    }

    private static DetectedObject[] Detect(ObjectDetector detector, int width, int height) =>
        detector.Detect(new ImageView(FrameFormat.Packed(PixelFormat.Grey, width, height), new byte[width * height])).ToArray();

    private static void AssertRefused(ModelManifest manifest, ArraySession session, string reason)
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ObjectDetector.Open(session.As(manifest)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.True(session.IsDisposed);
    }

    private ObjectDetector Open(ModelManifest manifest, DetectorOptions? options = null, ArraySession? session = null) =>
        ObjectDetector.Open((session ?? _session).As(manifest), options);

    private void FillBoxes(float distance) => _session.Writable(1).AsSpan().Fill(distance);
}
