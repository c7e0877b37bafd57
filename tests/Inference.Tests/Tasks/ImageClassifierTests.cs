using System.Globalization;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Tasks;

public sealed class ImageClassifierTests
{
    private static readonly ModelManifest s_tiny = new()
    {
        Name = "tiny",
        Sha256 = "",
        Labels = ["a", "b"],
        LabelBase = 1,
        Task = ModelTask.Classification,
        Input = new ImageInputSpec { Width = 4, Height = 4 },
        Classification = new ClassificationOutput { Scores = "scores", ScoreKind = ScoreKind.Probabilities },
    };

    /// <summary>Models that count background as class 0, with the share of the hundred pictures they must get right.</summary>
    public static TheoryData<EngineKind, string, string, int, double> Models => new()
    {
        { EngineKind.OnnxRuntime, "mobilenet_v1_0.25_224", "logits", 224, 0.50 },
        { EngineKind.Managed, "mobilenet_v1_0.25_224", "logits", 224, 0.50 },
        { EngineKind.OnnxRuntime, "mobilenet_v3_small_1.0_224_hub_ptq_deq", "logits", 224, 0.72 },
        { EngineKind.OnnxRuntime, "tf2_mobilenet_v2_1.0_224_ptq_deq", "logits", 224, 0.80 },
    };

    [SharedTheory(SharedMaterial.Networks | SharedMaterial.Pictures), MemberData(nameof(Models))]
    public void NamesWhatPicturesShow(EngineKind engine, string model, string output, int side, double atLeast)
    {
        string path = Repository.SharedPathTo("models", model + ".onnx");
        ModelManifest manifest = new()
        {
            Name = model,
            Sha256 = "",
            Labels = [.. File.ReadLines(Repository.SharedPathTo("models", "labels_1001.txt")).Skip(1).Select(static line => line[(line.IndexOf(':') + 1)..])],
            LabelBase = 1,
            Task = ModelTask.Classification,
            Input = new ImageInputSpec { Width = side, Height = side },
            Classification = new ClassificationOutput { Scores = output, ScoreKind = ScoreKind.SoftmaxLogits },
        };
        ModelFile file = new(path);
        using ImageClassifier classifier = ImageClassifier.Open(
            new LoadedModel(manifest, file, InferenceSessions.Open(file, new EngineOptions { Engine = engine, Threads = 1 })));
        using var decoder = new JpegDecoder();
        using var pixels = new PixelBuffer();
        int right = 0, pictures = 0;
        foreach (string[] columns in File.ReadLines(Repository.SharedPathTo("data", "imagenet100", "labels.tsv")).Select(static line => line.Split('\t')))
        {
            FrameFormat format = decoder.Decode(File.ReadAllBytes(Repository.SharedPathTo("data", "imagenet100", columns[0])), 0, 0, pixels).Format;

            ReadOnlySpan<ClassScore> best = classifier.Classify(new ImageView(format, pixels.Bytes));

            right += best[0].LabelIndex + 1 == int.Parse(columns[1], CultureInfo.InvariantCulture) ? 1 : 0;
            pictures++;
        }

        Assert.Equal(100, pictures);
        Assert.True(right >= atLeast * pictures, $"{right} of {pictures} pictures are right, fewer than {atLeast:P0}.");
    }

    [Fact]
    public void RanksTheSessionsScores()
    {
        var session = new ArraySession(new TensorSpec("input", [1, 3, 4, 4]), new TensorSpec("scores", [1, 3]));
        float[] scores = [0.1f, 0.2f, 0.7f];
        scores.CopyTo(session.Writable(0), 0);
        using ImageClassifier classifier = ImageClassifier.Open(session.As(s_tiny));

        ClassScore[] best = classifier.Classify(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 2, 2), new byte[4])).ToArray();

        Assert.Equal([new(1, 0.7f), new(0, 0.2f)], best);
        Assert.Equal(1, session.Runs);
    }

    [Fact]
    public void AllocatesNothingInSteadyState()
    {
        var session = new ArraySession(new TensorSpec("input", [1, 3, 4, 4]), new TensorSpec("scores", [1, 3]));
        using ImageClassifier classifier = ImageClassifier.Open(session.As(s_tiny));
        var bytes = new byte[64];
        classifier.Classify(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 8, 8), bytes));

        long allocated = Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
                classifier.Classify(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 8, 8), bytes));
        });

        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData(4, "output scores[1, 4] has 4 columns, but the manifest's label base 1 and 2 labels make 3")]
    [InlineData(2, "output scores[1, 2] has 2 columns, but the manifest's label base 1 and 2 labels make 3")]
    public void Rejects_LabelsThatDoNotFitTheModel(int columns, string reason)
    {
        var session = new ArraySession(new TensorSpec("input", [1, 3, 4, 4]), new TensorSpec("scores", [1, columns]));

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ImageClassifier.Open(session.As(s_tiny)));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.True(session.IsDisposed);
    }
}
