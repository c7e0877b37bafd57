using EdgeVision.Workbench.Evaluation;

namespace EdgeVision.Workbench.Tests.Evaluation;

/// <summary>Pictures of a few pixels, counted by hand.</summary>
public sealed class SegmentationEvaluationTests
{
    private const byte V = SegmentationEvaluation.Void;

    [Fact]
    public void ClassesAreIntersectionOverUnionOfAllPicturesTogether()
    {
        var evaluation = new SegmentationEvaluation(4);
        evaluation.Add([0, 0, 1, 1], [0, 1, 1, 1]);
        evaluation.Add([0, 1, 2, 1], [0, 0, 2, V]);

        SegmentationAccuracy accuracy = evaluation.Compute();

        // Background: 2 right, 3 in truth, 3 predicted. Class 1: 2 right, 3 in truth, 3 predicted (the void pixel is none of them). Class
        // 2: 1 of 1. Class 3: nowhere.
        Assert.Equal([new(0, 3, 3, 2), new(1, 3, 3, 2), new(2, 1, 1, 1)], accuracy.Classes.AsEnumerable());
        Assert.Equal([0.5, 0.5, 1.0], accuracy.Classes.Select(static one => one.IntersectionOverUnion));
        Assert.Equal(2.0 / 3.0, accuracy.MeanIntersectionOverUnion, 1e-12);
        Assert.Equal(5.0 / 7.0, accuracy.PixelAccuracy, 1e-12);
        Assert.Equal(7, accuracy.Pixels);
        Assert.Equal(
            (1L, 1L, 0L), (evaluation.Pixels(truth: 1, predicted: 0), evaluation.Pixels(truth: 0, predicted: 1), evaluation.Pixels(truth: 2, predicted: 0)));
    }

    [Fact]
    public void AClassPredictedWhereItIsNotCountsInTheMean()
    {
        var evaluation = new SegmentationEvaluation(3);
        evaluation.Add([0, 2], [0, 0]);

        Assert.Equal((0.5 + 0.0) / 2.0, evaluation.Compute().MeanIntersectionOverUnion, 1e-12);
    }

    [Fact]
    public void VoidPixelsAloneAreNoAccuracy()
    {
        var evaluation = new SegmentationEvaluation(3);
        evaluation.Add([1, 2], [V, V]);

        SegmentationAccuracy accuracy = evaluation.Compute();

        Assert.Equal((0.0, 0.0, 0L), (accuracy.MeanIntersectionOverUnion, accuracy.PixelAccuracy, accuracy.Pixels));
        Assert.Empty(accuracy.Classes);
    }

    [Fact]
    public void Rejects_PixelsThatDoNotFit()
    {
        var evaluation = new SegmentationEvaluation(3);

        Assert.Contains("class 3, but there are 3", Assert.Throws<ArgumentException>(() => evaluation.Add([0, 1], [0, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("class 255", Assert.Throws<ArgumentException>(() => evaluation.Add([0, V], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("2 pixels", Assert.Throws<ArgumentException>(() => evaluation.Add([0, 1], [0])).Message, StringComparison.Ordinal);
        Assert.Equal(0, evaluation.Compute().Pixels);
    }

    [Theory, InlineData(0), InlineData(256)]
    public void Rejects_NumbersOfClassesThatAByteCannotTellFromVoid(int classes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SegmentationEvaluation(classes));
}
