using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Evaluation;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Workbench.Tests.Evaluation;

/// <summary>The default model on real, labelled pictures.</summary>
public sealed class Coco64Tests(Coco64Results results) : IClassFixture<Coco64Results>
{
    /// <summary>Engines add in another order, which moves logits by about 1e-5.</summary>
    private const float ScoreTolerance = 1e-4f;

    /// <summary>As above, on boxes of up to 640 pixels.</summary>
    private const float PixelTolerance = 0.05f;

    /// <summary>Every engine this version has.</summary>
    public static TheoryData<EngineKind> Engines => [.. Enum.GetValues<EngineKind>()];

    [SharedTheory(SharedMaterial.Pictures), MemberData(nameof(Engines))]
    public void DefaultModelFindsWhatThePicturesShow(EngineKind engine)
    {
        AveragePrecision precision = Evaluate(results.Of(engine));

        Assert.True(precision is { AtHalf: >= 0.575, OverThresholds: >= 0.385 }, $"{precision} is below mAP@.5 0.575 or mAP@[.5:.95] 0.385.");
    }

    [SharedFact(SharedMaterial.Pictures)]
    public void PicturesDecodedAtTheNearestCoveringSizeAreAsGood()
    {
        AveragePrecision precision = Evaluate(Coco64Results.Detect(EngineKind.OnnxRuntime, coverSide: 300));

        Assert.True(precision.AtHalf >= 0.56, $"{precision} is below mAP@.5 0.56.");
    }

    [SharedFact(SharedMaterial.Pictures)]
    public void EnginesFindTheSameBoxes()
    {
        List<(DetectedObject[] Found, GroundTruthBox[] GroundTruth)> expected = results.Of(EngineKind.OnnxRuntime), actual = results.Of(EngineKind.Managed);

        Assert.True(expected.Sum(static picture => picture.Found.Count(IsClear)) > 100);
        for (int i = 0; i < expected.Count; i++)
            AssertSame(expected[i].Found, actual[i].Found, $"picture {i}");
    }

    private static void AssertSame(DetectedObject[] expected, DetectedObject[] actual, string picture)
    {
        foreach ((DetectedObject[] these, DetectedObject[] those) in new[] { (expected, actual), (actual, expected) })
        {
            foreach (DetectedObject one in these.Where(IsClear))
            {
                Assert.True(
                    those.Any(other => other.LabelIndex == one.LabelIndex && Math.Abs(other.Score - one.Score) < ScoreTolerance && IsNear(one.Box, other.Box)),
                    $"{picture}: {one} is missing among {string.Join(", ", those)}.");
            }
        }
    }

    /// <summary>Weaker boxes may be among the best hundred of one engine only.</summary>
    private static bool IsClear(DetectedObject detection) => detection.Score > 0.3f;

    private static bool IsNear(BoundingBox a, BoundingBox b) =>
        new[] { a.Left - b.Left, a.Top - b.Top, a.Right - b.Right, a.Bottom - b.Bottom }.All(static difference => Math.Abs(difference) < PixelTolerance);

    private static AveragePrecision Evaluate(List<(DetectedObject[] Found, GroundTruthBox[] GroundTruth)> pictures)
    {
        var evaluation = new CocoEvaluation();
        foreach ((DetectedObject[] found, GroundTruthBox[] truth) in pictures)
            evaluation.Add(found, truth);
        return evaluation.Compute().MeanPrecision;
    }
}
