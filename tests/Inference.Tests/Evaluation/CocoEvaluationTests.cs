using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Evaluation;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Inference.Tests.Evaluation;

/// <summary>Cases small enough to compute by hand.</summary>
public sealed class CocoEvaluationTests
{
    private static readonly BoundingBox s_box = new(0, 0, 10, 10);
    private static readonly BoundingBox s_elsewhere = new(50, 50, 60, 60);
    private static readonly BoundingBox s_farAway = new(80, 80, 90, 90);

    [Fact]
    public void EverythingFoundExactlyIsOne() =>
        AssertPrecision(1.0, 1.0, Evaluate([new(0, 0.9f, s_box), new(1, 0.2f, s_elsewhere)], [new(0, s_box, false), new(1, s_elsewhere, false)]));

    [Fact]
    public void NothingFoundIsZero() => AssertPrecision(0.0, 0.0, Evaluate([], [new(0, s_box, false)]));

    [Fact]
    public void NothingThereIsZero() => AssertPrecision(0.0, 0.0, Evaluate([new(0, 0.9f, s_box)], []));

    [Fact]
    public void OverlapDecidesAtWhichThresholdsABoxCounts()
    {
        var narrower = new BoundingBox(0, 0, 10, 7.2f);

        AssertPrecision(1.0, 5.0 / 10.0, Evaluate([new(0, 0.9f, narrower)], [new(0, s_box, false)]));
    }

    [Fact]
    public void AWrongBoxBeforeTheRightOneHalvesPrecision() =>
        AssertPrecision(0.5, 0.5, Evaluate([new(0, 0.9f, s_elsewhere), new(0, 0.8f, s_box)], [new(0, s_box, false)]));

    [Fact]
    public void AWrongBoxAfterTheRightOneCostsNothing() =>
        AssertPrecision(1.0, 1.0, Evaluate([new(0, 0.8f, s_elsewhere), new(0, 0.9f, s_box)], [new(0, s_box, false)]));

    [Fact]
    public void OneOfTwoObjectsFoundGivesPrecisionUpToHalfRecall() =>
        AssertPrecision(51.0 / 101.0, 51.0 / 101.0, Evaluate([new(0, 0.9f, s_box)], [new(0, s_box, false), new(0, s_elsewhere, false)]));

    [Fact]
    public void PrecisionIsTheBestAtThatRecallOrBeyond()
    {
        // Right, wrong, right: recall 0.5 at precision 1, recall 1 at precision 2/3.
        DetectedObject[] found = [new(0, 0.9f, s_box), new(0, 0.8f, s_farAway), new(0, 0.7f, s_elsewhere)];

        double expected = (51.0 + (50.0 * 2.0 / 3.0)) / 101.0;

        AssertPrecision(expected, expected, Evaluate(found, [new(0, s_box, false), new(0, s_elsewhere, false)]));
    }

    [Fact]
    public void AnObjectIsFoundOnlyOnce()
    {
        // The second box of the first object is wrong: right, wrong, right.
        DetectedObject[] found = [new(0, 0.9f, s_box), new(0, 0.8f, s_box), new(0, 0.7f, s_elsewhere)];

        double expected = (51.0 + (50.0 * 2.0 / 3.0)) / 101.0;

        AssertPrecision(expected, expected, Evaluate(found, [new(0, s_box, false), new(0, s_elsewhere, false)]));
    }

    [Fact]
    public void ABoxTakesTheObjectItOverlapsMost()
    {
        var lower = new BoundingBox(0, 1, 10, 11);

        AssertPrecision(1.0, 1.0, Evaluate([new(0, 0.9f, lower), new(0, 0.8f, s_box)], [new(0, s_box, false), new(0, lower, false)]));
    }

    [Fact]
    public void CrowdsCountNeitherForNorAgainst()
    {
        var crowd = new BoundingBox(40, 40, 100, 100);
        DetectedObject[] found = [new(0, 0.9f, s_elsewhere), new(0, 0.85f, s_farAway), new(0, 0.8f, s_box)];

        AssertPrecision(1.0, 1.0, Evaluate(found, [new(0, crowd, true), new(0, s_box, false)]));
    }

    [Fact]
    public void AnObjectIsPreferredToTheCrowdAroundIt()
    {
        var crowd = new BoundingBox(0, 0, 100, 100);

        AssertPrecision(1.0, 1.0, Evaluate([new(0, 0.9f, s_box)], [new(0, crowd, true), new(0, s_box, false)]));
    }

    [Fact]
    public void ClassesWeighTheSameAndThoseWithoutObjectsNothing() =>
        AssertPrecision(0.5, 0.5, Evaluate(
            [new(0, 0.9f, s_box), new(2, 0.9f, s_farAway)], [new(0, s_box, false), new(1, s_elsewhere, false)]));

    [Fact]
    public void OnlyTheBestHundredOfAClassAreLookedAt()
    {
        DetectedObject[] wrong = [.. Enumerable.Repeat(new DetectedObject(0, 0.9f, s_elsewhere), 100)];

        AssertPrecision(0.0, 0.0, Evaluate([.. wrong, new(0, 0.8f, s_box)], [new(0, s_box, false)]));
        AssertPrecision(0.01, 0.01, Evaluate([.. wrong[1..], new(0, 0.8f, s_box)], [new(0, s_box, false)]));
    }

    [Fact]
    public void PicturesAreRankedTogether()
    {
        var evaluation = new CocoEvaluation();
        evaluation.Add([new(0, 0.5f, s_box)], [new(0, s_box, false)]);
        evaluation.Add([new(0, 0.9f, s_elsewhere)], []);

        AssertPrecision(0.5, 0.5, evaluation.Compute());
    }

    private static AveragePrecision Evaluate(DetectedObject[] found, GroundTruthBox[] truth)
    {
        var evaluation = new CocoEvaluation();
        evaluation.Add(found, truth);
        return evaluation.Compute();
    }

    private static void AssertPrecision(double atHalf, double overThresholds, AveragePrecision actual)
    {
        Assert.Equal(atHalf, actual.AtHalf, 1e-9);
        Assert.Equal(overThresholds, actual.OverThresholds, 1e-9);
    }
}
