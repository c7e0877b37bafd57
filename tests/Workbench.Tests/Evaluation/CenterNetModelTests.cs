using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels;
using EdgeVision.Pixels.Jpeg;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Evaluation;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Workbench.Tests.Evaluation;

/// <summary>The second model of the repository on real, labelled pictures.</summary>
public sealed class CenterNetModelTests
{
    /// <summary>Engines add in another order, which moves scores by about 1e-5.</summary>
    private const float ScoreTolerance = 1e-4f;

    /// <summary>As above, on distances of up to 512 pixels.</summary>
    private const float PixelTolerance = 0.02f;

    [SharedTheory(SharedMaterial.Pictures), InlineData(EngineKind.OnnxRuntime), InlineData(EngineKind.Managed)]
    public void FindsWhatThePicturesShow(EngineKind engine)
    {
        ILookup<string, int> numbers = CocoNumbers();
        var options = new DetectorOptions { MinimumScore = 0.02f, MaximumIou = 0.6f, MaximumDetections = 100 };
        using ObjectDetector detector = ObjectDetector.Open(InferenceSessions.Load(Model(), new EngineOptions { Engine = engine, Threads = 1 }), options);
        var evaluation = new CocoEvaluation();

        foreach ((DetectedObject[] found, GroundTruthBox[] truth) in Coco64.Detect(detector, coverSide: 0))
            evaluation.Add([.. found.Select(one => one with { LabelIndex = numbers[detector.Model.Labels[one.LabelIndex]].Single() })], truth);

        AveragePrecision precision = evaluation.Compute().MeanPrecision;
        Assert.True(precision is { AtHalf: >= 0.55, OverThresholds: >= 0.37 }, $"{precision} is below mAP@.5 0.55 or mAP@[.5:.95] 0.37.");
    }

    [SharedTheory(SharedMaterial.Networks), InlineData(EngineKind.OnnxRuntime), InlineData(EngineKind.Managed)]
    public void AnswersWhatAnotherConverterMadeOfTheSameWeightsAnswers(EngineKind engine)
    {
        using IInferenceSession ours = InferenceSessions.Open(Model().File, new EngineOptions { Engine = engine, Threads = 1 });
        using IInferenceSession theirs = InferenceSessions.Open(
            new ModelFile(Repository.SharedPathTo(
                "models", "centernet_mobilenet_v3_large075_coco_512.onnx")), new EngineOptions { Engine = EngineKind.OnnxRuntime, Threads = 1 });
        using var decoder = new JpegDecoder();
        using var pixels = new PixelBuffer();
        FrameFormat format = decoder.Decode(File.ReadAllBytes(Repository.PathTo("samples", "astronaut.jpg")), 0, 0, pixels).Format;
        new ImagePreprocessor(Model().Manifest.Input!).Run(new ImageView(format, pixels.Bytes), ours.Input(0));
        ours.Input(0).CopyTo(theirs.Input(0));

        ours.Run();
        theirs.Run();

        foreach ((string name, float tolerance) in ((string, float)[])[("wh", PixelTolerance), ("keypoints", ScoreTolerance)])
        {
            ReadOnlySpan<float> expected = Output(theirs, name), actual = Output(ours, name);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
                Assert.True(MathF.Abs(expected[i] - actual[i]) < tolerance, $"{name}[{i}] is {actual[i]}, not {expected[i]}.");
        }
    }

    [Theory, InlineData("astronaut.jpg", "person"), InlineData("coffee.jpg", "cup")]
    public void FindsInTheSamplesWhatTheDefaultModelFindsAtTheSamePlace(string file, string label)
    {
        var options = new EngineOptions { Engine = EngineKind.Managed, Threads = 1 };
        using ObjectDetector detector = ObjectDetector.Open(InferenceSessions.Load(Model(), options));
        using ObjectDetector another = ObjectDetector.Open(InferenceSessions.Load(Coco64.DefaultModel(), options));
        using var decoder = new JpegDecoder();
        using var pixels = new PixelBuffer();
        FrameFormat format = decoder.Decode(File.ReadAllBytes(Repository.PathTo("samples", file)), 0, 0, pixels).Format;
        var image = new ImageView(format, pixels.Bytes);

        DetectedObject found = detector.Detect(image)[0], elsewhere = another.Detect(image)[0];

        Assert.Equal((label, label), (detector.Model.Labels[found.LabelIndex], another.Model.Labels[elsewhere.LabelIndex]));
        float overlap = found.Box.IntersectionOverUnion(elsewhere.Box);
        Assert.True(overlap > 0.75f, $"{found.Box} and {elsewhere.Box} overlap by {overlap} only.");
    }

    private static ModelPackage Model() => ModelPackage.Open(Repository.PathTo("models", "centernet-mobilenet-v3-coco"));

    /// <summary>The labels of the ground truth are COCO's ninety numbers less one, of which the default model's manifest names eighty.</summary>
    private static ILookup<string, int> CocoNumbers() =>
        Coco64.DefaultModel().Manifest.Labels.Index().ToLookup(static label => label.Item, static label => label.Index);

    private static ReadOnlySpan<float> Output(IInferenceSession session, string name) =>
        session.Output(session.Outputs.Index().Single(output => output.Item.Name == name).Index);
}
