using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Models;

namespace EdgeVision.Inference.Tests.Classification;

public sealed class ClassRankingTests
{
    private static readonly ModelManifest s_manifest = new() { Name = "tiny", Sha256 = "", Labels = ["a", "b", "", "d"], LabelBase = 1 };

    [Fact]
    public void RanksTheLikeliestFirst()
    {
        ClassScore[] best = Rank(ScoreKind.Probabilities, 2, 0.9f, 0.1f, 0.3f, 0.8f, 0.2f);

        Assert.Equal([new(1, 0.3f), new(3, 0.2f)], best);
    }

    [Fact]
    public void SoftmaxRunsOverEveryColumn()
    {
        ClassScore[] best = Rank(ScoreKind.SoftmaxLogits, 1, MathF.Log(1f), MathF.Log(2f), MathF.Log(3f), MathF.Log(4f), MathF.Log(1f));

        Assert.Equal(new ClassScore(1, 3f / 11f), best[0] with { Score = MathF.Round(best[0].Score, 6) }, static (expected, actual) =>
            expected.LabelIndex == actual.LabelIndex && MathF.Abs(expected.Score - actual.Score) < 1e-5f);
    }

    [Fact]
    public void SoftmaxOfHugeLogitsStaysInRange()
    {
        ClassScore[] best = Rank(ScoreKind.SoftmaxLogits, 3, -1e30f, 3e38f, -3e38f, 0f, 10f);

        Assert.Equal([new(0, 1f), new(3, 0f), new(1, 0f)], best);
    }

    [Fact]
    public void EqualScoresKeepTheLabelsOrder() =>
        Assert.Equal([0, 1, 3], Rank(ScoreKind.Probabilities, 5, 0f, 0.5f, 0.5f, 0.5f, 0.5f).Select(static score => score.LabelIndex));

    [Fact]
    public void LeavesOutScoresThatAreNotNumbers()
    {
        Assert.Equal([new(3, 0.1f)], Rank(ScoreKind.Probabilities, 5, 0f, float.NaN, float.NaN, 0f, 0.1f));
        Assert.Equal([new(3, 0.5f)], Rank(ScoreKind.SoftmaxLogits, 5, 0f, float.NaN, float.NaN, float.NaN, 0f));
    }

    [Fact]
    public void InfiniteScoresBecomeProbabilities()
    {
        Assert.Equal([new(0, 0.5f), new(3, 0.5f), new(1, 0f)], Rank(ScoreKind.SoftmaxLogits, 3, 0f, float.PositiveInfinity, 1f, 0f, float.PositiveInfinity));
        Assert.Equal([new(0, 0.2f)], Rank(ScoreKind.SoftmaxLogits, 1, [.. Enumerable.Repeat(float.NegativeInfinity, 5)]));
        Assert.Equal(
            [new(0, 1f), new(1, 0f)], Rank(ScoreKind.Probabilities, 2, 0f, float.PositiveInfinity, -0.1f, float.NegativeInfinity, float.NegativeInfinity));
    }

    [Fact]
    public void AgreesWithSortingEverything()
    {
        var random = new Random(4);
        var manifest = s_manifest with { Labels = [.. Enumerable.Range(0, 50).Select(static i => $"{i}")], LabelBase = 0 };
        for (int round = 0; round < 100; round++)
        {
            float[] scores = [.. Enumerable.Range(0, 50).Select(_ => random.Next(30) / 30f)];

            ClassScore[] best = new ClassRanking(manifest, ScoreKind.Probabilities, 7).Rank(scores).ToArray();

            Assert.Equal(scores.Select(static (score, i) => new ClassScore(i, score)).OrderByDescending(static score => score.Score).Take(7), best);
        }
    }

    private static ClassScore[] Rank(ScoreKind kind, int maxClasses, params float[] scores) =>
        new ClassRanking(s_manifest, kind, maxClasses).Rank(scores).ToArray();
}
