using EdgeVision.Inference.Classification;
using EdgeVision.Workbench.Evaluation;

namespace EdgeVision.Workbench.Tests.Evaluation;

/// <summary>Cases small enough to count by hand.</summary>
public sealed class ClassificationEvaluationTests
{
    [Fact]
    public void CountsTheFirstAndTheFirstFive()
    {
        var evaluation = new ClassificationEvaluation();
        evaluation.Add(Ranked(7, 1, 2, 3, 4), 7);
        evaluation.Add(Ranked(1, 7, 2, 3, 4), 7);
        evaluation.Add(Ranked(1, 2, 3, 4, 7), 7);
        evaluation.Add(Ranked(1, 2, 3, 4, 5, 7), 7);
        evaluation.Add(Ranked(2, 1), 2);
        evaluation.Add(Ranked(2, 1), 0);
        evaluation.Add([], 0);

        ClassificationAccuracy accuracy = evaluation.Compute();

        Assert.Equal(new Proportion(2, 7), accuracy.TopOne);
        Assert.Equal(new Proportion(4, 7), accuracy.TopFive);
        Assert.Equal([new(0, new(0, 2), new(0, 2)), new(2, new(1, 1), new(1, 1)), new(7, new(1, 4), new(3, 4))], accuracy.Classes.AsEnumerable());
    }

    [Fact]
    public void NoPictureIsNoAccuracy()
    {
        ClassificationAccuracy accuracy = new ClassificationEvaluation().Compute();

        Assert.Equal((0.0, 0.0), (accuracy.TopOne.Value, accuracy.TopFive.Value));
        Assert.Empty(accuracy.Classes);
    }

    private static ClassScore[] Ranked(params int[] labels) => [.. labels.Select(static (label, i) => new ClassScore(label, 1f / (i + 2)))];
}
