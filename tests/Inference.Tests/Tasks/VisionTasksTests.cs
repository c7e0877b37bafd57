using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Tasks;
using EdgeVision.Inference.Tensors;
using EdgeVision.Pixels;

namespace EdgeVision.Inference.Tests.Tasks;

/// <summary>Whoever opens a task gives its model away: the task disposes of it, and so does an opening that fails.</summary>
public sealed class VisionTasksTests
{
    private static readonly ModelManifest s_classifier = new()
    {
        Name = "tiny",
        Sha256 = "",
        Labels = ["a", "b", "c"],
        Task = ModelTask.Classification,
        Input = new ImageInputSpec { Width = 4, Height = 4 },
        Classification = new ClassificationOutput { Scores = "scores", ScoreKind = ScoreKind.Probabilities },
    };

    private static readonly ModelManifest s_segmenter = s_classifier with
    {
        Task = ModelTask.Segmentation,
        Classification = null,
        Segmentation = new SegmentationOutput { Scores = "scores", ScoreKind = ScoreKind.Probabilities },
    };

    private static readonly ModelManifest s_detector = s_classifier with
    {
        Task = ModelTask.Detection,
        Classification = null,
        Detection = new DetectionOutputs { Boxes = "boxes", BoxKind = BoxKind.CornersXyxy, Scores = "scores", ScoreKind = ScoreKind.Probabilities },
    };

    /// <summary>A manifest and the outputs of a network that fits it.</summary>
    public static TheoryData<ModelManifest, TensorSpec[]> Models => new()
    {
        { s_classifier, [new("scores", [1, 3])] },
        { s_segmenter, [new("scores", [1, 3, 4, 4])] },
        { s_detector, [new("boxes", [1, 2, 4]), new("scores", [1, 2, 3])] },
    };

    [Theory, MemberData(nameof(Models))]
    public void TheTaskOwnsItsModel(ModelManifest manifest, TensorSpec[] outputs)
    {
        ArraySession session = NewSession(outputs);

        using (IVisionTask task = VisionTasks.Open(session.As(manifest)))
        {
            task.Look(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 2, 2), new byte[4]));
            Assert.Same(manifest, task.Model);
            Assert.False(session.IsDisposed);
        }

        Assert.Equal((1, true), (session.Runs, session.IsDisposed));
    }

    [Theory, MemberData(nameof(Models))]
    public void AModelThatContradictsItsManifestIsDisposedOf(ModelManifest manifest, TensorSpec[] outputs)
    {
        ArraySession session = NewSession(outputs);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => VisionTasks.Open(session.As(manifest with { InputName = "picture" })));

        Assert.Equal("tiny.onnx: the manifest names the input 'picture', but the model has input[1, 3, 4, 4].", error.Message);
        Assert.True(session.IsDisposed);
    }

    [Theory, InlineData(0f), InlineData(1f), InlineData(float.NaN)]
    public void Rejects_ScoresOutsideTheirRange(float minimumScore)
    {
        ArraySession classifier = NewSession([new("scores", [1, 3])]);
        ArraySession detector = NewSession([new("boxes", [1, 2, 4]), new("scores", [1, 2, 3])]);

        Assert.Throws<ArgumentOutOfRangeException>(() => VisionTasks.Open(classifier.As(s_classifier), minimumScore));
        Assert.Throws<ArgumentOutOfRangeException>(() => VisionTasks.Open(detector.As(s_detector), minimumScore));

        Assert.Equal((true, true), (classifier.IsDisposed, detector.IsDisposed));
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(0.4f, 1)]
    [InlineData(0.1f, 3)]
    public void AClassifierLeavesOutWhatScoresLess(float? minimumScore, int expected)
    {
        ArraySession session = NewSession([new("scores", [1, 3])]);
        float[] scores = [0.35f, 0.5f, 0.15f];
        scores.CopyTo(session.Writable(0), 0);
        using IVisionTask task = VisionTasks.Open(session.As(s_classifier), minimumScore);

        VisionResult result = task.Look(new ImageView(FrameFormat.Packed(PixelFormat.Grey, 2, 2), new byte[4]));

        Assert.Equal(expected, result.Classes.Length);
        Assert.Equal(1, result.Classes[0].LabelIndex);
    }

    private static ArraySession NewSession(TensorSpec[] outputs) => new(new TensorSpec("input", [1, 3, 4, 4]), outputs);
}
