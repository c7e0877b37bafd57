using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tensors;
using EdgeVision.Inference.Tests.Segmentation;
using EdgeVision.Pixels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Tasks;

public sealed class ImageSegmenterTests
{
    private static readonly ModelManifest s_tiny = new()
    {
        Name = "tiny",
        Sha256 = "",
        Labels = ["cat", "", "dog"],
        LabelBase = 1,
        Task = ModelTask.Segmentation,
        Input = new ImageInputSpec { Width = 4, Height = 4 },
        Segmentation = new SegmentationOutput { Scores = "scores", ScoreKind = ScoreKind.SoftmaxLogits },
    };

    [Fact]
    public void EachPixelIsWhatScoresBestThere()
    {
        ArraySession session = NewSession(4, 4, 4);
        SetBest(session, 4, 4, [
            [0, 1, 1, 3],
            [0, 1, 1, 2],
            [0, 0, 3, 2],
            [0, 0, 0, 1]]);
        using ImageSegmenter segmenter = ImageSegmenter.Open(session.As(s_tiny));

        ClassMap map = Segment(segmenter, 8, 8);

        Assert.Equal((4, 4), (map.Width, map.Height));
        Assert.Equal([0, 1, 1, 3, 0, 1, 1, 0, 0, 0, 3, 0, 0, 0, 0, 1], map.Pixels.ToArray());
        Assert.Equal([new ClassArea(0, 5, 5f / 16f), new ClassArea(2, 2, 2f / 16f)], map.Areas.ToArray());
    }

    [Fact]
    public void OfEqualScoresTheLowerColumnWinsAndOfNoNumbersNone()
    {
        ArraySession session = NewSession(3, 4, 4);
        float[] scores = session.Writable(0);
        scores.AsSpan().Fill(float.NaN);
        scores[5] = scores[16 + 5] = scores[32 + 5] = 1f;
        scores[32 + 6] = -7f;
        using ImageSegmenter segmenter = ImageSegmenter.Open(session.As(s_tiny with { LabelBase = 0 }));

        ClassMap map = Segment(segmenter, 4, 4);

        Assert.Equal([0, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], map.Pixels.ToArray());
    }

    [Theory]
    [InlineData(8, 4, 4, 2, 0, 1)]
    [InlineData(4, 8, 2, 4, 1, 0)]
    [InlineData(30, 30, 4, 4, 0, 0)]
    public void OfALetterboxedInputOnlyThePictureIsShown(int imageWidth, int imageHeight, int width, int height, int left, int top)
    {
        ArraySession session = NewSession(4, 4, 4);
        byte[][] best = [[3, 1, 2, 0], [1, 1, 3, 0], [1, 0, 3, 3], [2, 0, 1, 1]];
        SetBest(session, 4, 4, best);
        ModelManifest letterbox = s_tiny with { Labels = ["cat", "cow", "dog"], Input = s_tiny.Input! with { Resize = ResizeMode.Letterbox } };
        using ImageSegmenter segmenter = ImageSegmenter.Open(session.As(letterbox));

        ClassMap map = Segment(segmenter, imageWidth, imageHeight);

        Assert.Equal((width, height), (map.Width, map.Height));
        Assert.Equal([.. best.Skip(top).Take(height).SelectMany(line => line.Skip(left).Take(width))], map.Pixels.ToArray());
    }

    [Theory]
    [InlineData(33, 33, 65, 65)]
    [InlineData(5, 9, 71, 40)]
    [InlineData(1, 1, 40, 3)]
    [InlineData(2, 40, 41, 40)]
    [InlineData(3, 1, 3, 50)]
    public void CoarseScoresAreScaledWithCornersAligned(int mapHeight, int mapWidth, int height, int width)
    {
        const int Columns = 5;
        ModelManifest manifest = s_tiny with { Labels = ["a", "b", "c", "d"], Input = new ImageInputSpec { Width = width, Height = height } };
        var session = new ArraySession(new TensorSpec("input", [1, 3, height, width]), new TensorSpec("scores", [1, Columns, mapHeight, mapWidth]));
        using ImageSegmenter segmenter = ImageSegmenter.Open(session.As(manifest));
        var random = new Random(mapHeight + width);
        float[] scores = session.Writable(0);
        for (int picture = 0; picture < 2; picture++)
        {
            for (int i = 0; i < scores.Length; i++)
                scores[i] = random.NextSingle();

            ClassMap map = Segment(segmenter, 16, 16);

            byte[] pixels = map.Pixels.ToArray();
            for (int i = 0; i < pixels.Length; i++)
            {
                double[] here = [
                    .. Enumerable.Range(0, Columns).Select(c => NaiveSegmentation.Scaled(scores, mapHeight, mapWidth, c, i / width, i % width, height, width))];
                // Mixtures in single precision may tell apart what differs by less than their rounding.
                Assert.True(here[pixels[i]] > here.Max() - 1e-6, $"pixel {i} is {pixels[i]} with {here[pixels[i]]}, but the best has {here.Max()}");
            }
        }
    }

    [Fact]
    public void AllocatesNothingInSteadyState()
    {
        ArraySession session = NewSession(4, 2, 2);
        using ImageSegmenter segmenter = ImageSegmenter.Open(session.As(s_tiny));
        session.Writable(0).AsSpan(4, 4).Fill(1f);
        var bytes = new byte[64];
        segmenter.Segment(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 8, 8), bytes));

        int present = 0;
        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
                present += segmenter.Segment(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 8, 8), bytes)).Areas.Length;
        });

        Assert.Equal(0, allocated);
        Assert.True(present >= 100);
    }

    [Fact]
    public void TellsHowLongItsStagesTook()
    {
        using ImageSegmenter segmenter = ImageSegmenter.Open(NewSession(4, 4, 4).As(s_tiny));

        Segment(segmenter, 4, 4);

        Assert.All([segmenter.LastTimings.Preprocessing, segmenter.LastTimings.Inference, segmenter.LastTimings.Decoding],
            static time => Assert.True(time > TimeSpan.Zero));
    }

    [Theory]
    [InlineData(3, "output scores[1, 3, 4, 4] has 3 columns, but the manifest's label base 1 and 3 labels make 4")]
    [InlineData(21, "output scores[1, 21, 4, 4] has 21 columns, but the manifest's label base 1 and 3 labels make 4")]
    public void Rejects_LabelsThatDoNotFitTheModel(int columns, string reason) => AssertRefused(s_tiny, NewSession(columns, 4, 4), reason);

    [Fact]
    public void Rejects_ScoresFinerThanTheInput() =>
        AssertRefused(
            s_tiny, NewSession(4, 4, 5), "output scores[1, 4, 4, 5] is not [1, classes, height, width] with at most the 4×4 (height × width) of the input");

    [Fact]
    public void Rejects_MoreLabelsThanAByteHolds() =>
        AssertRefused(s_tiny with { Labels = [.. Enumerable.Repeat("x", 256)] }, NewSession(257, 4, 4),
            "the manifest has 256 labels; a segmentation network may have at most 255");

    [Theory, InlineData(0, 255), InlineData(1, 256)]
    public void TakesAsManyLabelsAsAByteHolds(int labelBase, int columns)
    {
        ArraySession session = NewSession(columns, 4, 4);
        session.Writable(0)[((columns - 1) * 16) + 3] = 1f;
        using ImageSegmenter segmenter = ImageSegmenter.Open(session.As(s_tiny with { LabelBase = labelBase, Labels = [.. Enumerable.Repeat("x", 255)] }));

        Assert.Equal(255, Segment(segmenter, 4, 4).Pixels[3]);
    }

    [Fact]
    public void Rejects_ManifestOfADetector() =>
        AssertRefused(
            s_tiny with { Task = ModelTask.Detection, Segmentation = null }, NewSession(4, 4, 4), "the manifest's task is Detection, not segmentation");

    private static ArraySession NewSession(int columns, int height, int width) =>
        new(new TensorSpec("input", [1, 3, 4, 4]), new TensorSpec("scores", [1, columns, height, width]));

    private static void SetBest(ArraySession session, int height, int width, byte[][] columns)
    {
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                session.Writable(0)[(((columns[y][x] * height) + y) * width) + x] = 1f;
        }
    }

    private static ClassMap Segment(ImageSegmenter segmenter, int width, int height) =>
        segmenter.Segment(new ImageView(FrameFormat.Packed(PixelFormat.Grey, width, height), new byte[width * height]));

    private static void AssertRefused(ModelManifest manifest, ArraySession session, string reason)
    {
        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ImageSegmenter.Open(session.As(manifest)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.True(session.IsDisposed);
    }
}
