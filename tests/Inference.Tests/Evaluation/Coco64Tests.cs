using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Evaluation;
using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.Evaluation;

/// <summary>The default model on real, labelled pictures.</summary>
public sealed class Coco64Tests
{
    private static readonly DetectorOptions s_evaluation = new() { MinimumScore = 0.02f, MaximumIou = 0.6f, MaximumDetections = 100 };

    /// <summary>Every engine this version has.</summary>
    public static TheoryData<EngineKind> Engines => [EngineKind.OnnxRuntime];

    [SharedTheory, MemberData(nameof(Engines))]
    public void DefaultModelFindsWhatThePicturesShow(EngineKind engine)
    {
        using IObjectDetector detector = ObjectDetectors.Open(Coco64.DefaultModel(), new EngineOptions { Engine = engine }, s_evaluation);

        AveragePrecision precision = Evaluate(detector, coverSide: 0);

        Assert.True(precision is { AtHalf: >= 0.575, OverThresholds: >= 0.385 }, $"{precision} is below mAP@.5 0.575 or mAP@[.5:.95] 0.385.");
    }

    [SharedTheory, MemberData(nameof(Engines))]
    public void PicturesDecodedAtTheNearestCoveringSizeAreAsGood(EngineKind engine)
    {
        using IObjectDetector detector = ObjectDetectors.Open(Coco64.DefaultModel(), new EngineOptions { Engine = engine }, s_evaluation);

        AveragePrecision precision = Evaluate(detector, coverSide: 300);

        Assert.True(precision.AtHalf >= 0.56, $"{precision} is below mAP@.5 0.56.");
    }

    private static AveragePrecision Evaluate(IObjectDetector detector, int coverSide)
    {
        var evaluation = new CocoEvaluation();
        foreach ((DetectedObject[] found, GroundTruthBox[] truth) in Coco64.Detect(detector, coverSide))
            evaluation.Add(found, truth);
        return evaluation.Compute();
    }
}
