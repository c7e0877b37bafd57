using EdgeVision.Inference.Detection;
using EdgeVision.Workbench.Evaluation;
using DetectedObject = EdgeVision.Inference.Detection.Detection;

namespace EdgeVision.Workbench.Tests.Evaluation;

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

        AssertPrecision(0.5, 0.5, evaluation.Compute().MeanPrecision);
    }

    [Fact]
    public void EachClassHasItsOwnFigures()
    {
        // Class 1: the second object is found at the thresholds 0.5 to 0.7 only, so recall is 1 at five thresholds and a half at
        // five; nothing wrong comes first.
        DetectedObject[] found = [new(1, 0.9f, s_box), new(1, 0.8f, new(50, 50, 60, 57.2f)), new(3, 0.7f, s_farAway), new(5, 0.6f, s_box)];
        GroundTruthBox[] truth = [new(1, s_box, false), new(1, s_elsewhere, false), new(3, s_farAway, false), new(4, s_box, false), new(6, s_box, true)];

        DetectionAccuracy accuracy = EvaluateAll(found, truth);

        double overThresholds = ((5.0 * 1.0) + (5.0 * 51.0 / 101.0)) / 10.0;
        Assert.Equal([(1, 2), (3, 1), (4, 1)], accuracy.Classes.Select(static one => (one.LabelIndex, one.Objects)));
        AssertPrecision(1.0, overThresholds, accuracy.Classes[0].Precision);
        AssertPrecision(1.0, 1.0, accuracy.Classes[1].Precision);
        AssertPrecision(0.0, 0.0, accuracy.Classes[2].Precision);
        Assert.Equal([0.75, 1.0, 0.0], accuracy.Classes.Select(static one => Math.Round(one.Recall, 9)));
        Assert.Equal((0.75 + 1.0) / 3.0, accuracy.AverageRecall, 1e-9);
        AssertPrecision(2.0 / 3.0, (overThresholds + 1.0) / 3.0, accuracy.MeanPrecision);
    }

    [Fact]
    public void ObjectsAndMistakesOfOtherSizesCountNeitherForNorAgainst()
    {
        // Right and small, wrong and large, right and large: of the small ones all are right, of the large ones the first is wrong.
        BoundingBox large = new(100, 100, 300, 300), nowhere = new(500, 500, 600, 600);
        DetectedObject[] found = [new(0, 0.9f, s_box), new(0, 0.8f, nowhere), new(0, 0.7f, large)];

        DetectionAccuracy accuracy = EvaluateAll(found, [new(0, s_box, false), new(0, large, false), new(0, nowhere, true, 5000f)]);
        DetectionAccuracy withoutCrowd = EvaluateAll(found, [new(0, s_box, false), new(0, large, false)]);

        Assert.Equal([new(ObjectSize.Small, 1, new(1.0, 1.0)), new(ObjectSize.Large, 1, new(1.0, 1.0))], accuracy.Sizes.AsEnumerable());
        Assert.Equal([new(ObjectSize.Small, 1, new(1.0, 1.0)), new(ObjectSize.Large, 1, new(0.5, 0.5))], withoutCrowd.Sizes.AsEnumerable());
    }

    [Fact]
    public void TheAreaOfTheObjectAndNotOfItsBoxDecidesItsSize()
    {
        var box = new BoundingBox(0, 0, 100, 100);

        Assert.Equal(ObjectSize.Large, Assert.Single(EvaluateAll([new(0, 0.9f, box)], [new(0, box, false)]).Sizes).Size);
        Assert.Equal(ObjectSize.Medium, Assert.Single(EvaluateAll([new(0, 0.9f, box)], [new(0, box, false, 5000f)]).Sizes).Size);
        Assert.Equal([ObjectSize.Small, ObjectSize.Medium], EvaluateAll([new(0, 0.9f, box)], [new(0, box, false, 1024f)]).Sizes.Select(static one => one.Size));
    }

    [Fact]
    public void OfTwoObjectsOverlappedAlikeTheLaterIsTaken()
    {
        // The first box overlaps both objects by 8/12. Up to 0.65 it takes the second and leaves the first to the other box,
        // which overlaps the second by 6/14 only. From 0.7 it is wrong, and one of two objects is found at a precision of a half.
        BoundingBox left = new(0, 0, 10, 10), right = new(4, 0, 14, 10), between = new(2, 0, 12, 10);

        AssertPrecision(1.0, ((4.0 * 1.0) + (6.0 * 25.5 / 101.0)) / 10.0,
            Evaluate([new(0, 0.9f, between), new(0, 0.8f, left)], [new(0, left, false), new(0, right, false)]));
    }

    [Fact]
    public void ACrowdIsMeasuredByTheDetectionsOwnArea()
    {
        // Half of the first box lies in the crowd, so that thresholds above a half count it as wrong.
        var crowd = new BoundingBox(100, 0, 200, 100);
        DetectedObject[] found = [new(0, 0.9f, new(95, 0, 105, 10)), new(0, 0.8f, s_box)];

        AssertPrecision(1.0, ((1.0 * 1.0) + (9.0 * 0.5)) / 10.0, Evaluate(found, [new(0, s_box, false), new(0, crowd, true)]));
    }

    [Fact]
    public void RecallsJustBelowAThresholdReadTheNextPrecision()
    {
        // Of 100 objects 57 are found first, then comes a wrong box, then the others: precision is 1 up to a recall of 0.57, and below 1
        // beyond. NumPy's 57th threshold is 0.5700000000000001, so that precision 1 is read at 0 … 0.56 alone; from there it is 100/101,
        // which the last object reaches.
        BoundingBox[] places = [.. Enumerable.Range(0, 100).Select(static i => new BoundingBox(20 * i, 0, (20 * i) + 10, 10))];
        DetectedObject[] found = [.. places.Select(static (box, i) => new DetectedObject(0, i < 57 ? 0.9f : 0.5f, box)), new(0, 0.7f, new(0, 500, 10, 510))];
        var evaluation = new CocoEvaluation();
        evaluation.Add(found.AsSpan(0, 50), [.. places[..50].Select(static box => new GroundTruthBox(0, box, false))]);
        evaluation.Add(found.AsSpan(50), [.. places[50..].Select(static box => new GroundTruthBox(0, box, false))]);

        double expected = (57.0 + (44.0 * 100.0 / 101.0)) / 101.0;

        AssertPrecision(expected, expected, evaluation.Compute().MeanPrecision);
    }

    [Fact]
    public void AgreesWithPycocotoolsOnAnyScene()
    {
        var random = new Random(11);
        for (int round = 0; round < 60; round++)
        {
            var scenes = Enumerable.Range(0, random.Next(1, 8)).Select(_ => RandomScene.Make(random)).ToList();
            var evaluation = new CocoEvaluation();
            foreach (RandomScene scene in scenes)
                evaluation.Add(scene.Found, scene.GroundTruth);

            DetectionAccuracy actual = evaluation.Compute();

            foreach (DetectionClassAccuracy one in actual.Classes)
            {
                (double atHalf, double overThresholds, double recall) = PycocotoolsOracle.Evaluate(scenes, one.LabelIndex);
                AssertPrecision(atHalf, overThresholds, one.Precision);
                Assert.Equal(recall, one.Recall, 1e-9);
            }

            (double Least, double Most)[] ranges = [(0, 32 * 32), (32 * 32, 96 * 96), (96 * 96, 1e10)];
            foreach (ObjectSize size in (ObjectSize[])[ObjectSize.Small, ObjectSize.Medium, ObjectSize.Large])
            {
                (double least, double most) = ranges[(int)size - 1];
                int[] labels = [.. Enumerable.Range(0, 3).Where(label => PycocotoolsOracle.Objects(scenes, label, least, most) > 0)];
                SizePrecision one = actual.Sizes.SingleOrDefault(one => one.Size == size);
                Assert.Equal(labels.Sum(label => PycocotoolsOracle.Objects(scenes, label, least, most)), one.Objects);
                if (labels.Length == 0)
                    continue;

                var figures = labels.Select(label => PycocotoolsOracle.Evaluate(scenes, label, least, most)).ToList();
                AssertPrecision(figures.Average(static one => one.AtHalf), figures.Average(static one => one.OverThresholds), one.MeanPrecision);
            }

            Assert.Equal(
                scenes.SelectMany(static scene => scene.GroundTruth).Where(static box => !box.IsCrowd).Select(static box => box.LabelIndex).Distinct().Order(),
                actual.Classes.Select(static one => one.LabelIndex));
        }
    }

    private static DetectionAccuracy EvaluateAll(DetectedObject[] found, GroundTruthBox[] truth)
    {
        var evaluation = new CocoEvaluation();
        evaluation.Add(found, truth);
        return evaluation.Compute();
    }

    private static AveragePrecision Evaluate(DetectedObject[] found, GroundTruthBox[] truth) => EvaluateAll(found, truth).MeanPrecision;

    private static void AssertPrecision(double atHalf, double overThresholds, AveragePrecision actual)
    {
        Assert.Equal(atHalf, actual.AtHalf, 1e-9);
        Assert.Equal(overThresholds, actual.OverThresholds, 1e-9);
    }
}
