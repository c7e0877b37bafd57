using EdgeVision.Inference.Sessions;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Eval;
using EdgeVision.Workbench.Pictures;

namespace EdgeVision.Workbench.Tests.Eval;

public sealed class EvalRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EvaluatesEachPictureOnce()
    {
        var evaluation = new ScriptedEvaluation("a.jpg", "sub/b.jpg");

        (EvalResult result, int steps) = Run(evaluation);

        Assert.Equal([_folder.PathTo("a.jpg"), _folder.PathTo("sub/b.jpg")], evaluation.Seen);
        Assert.Equal((2, 2, 2, 0, ExitCode.Ok, 2), (result.Listed, result.Asked, result.Evaluated, result.SkippedCount, result.ExitCode, steps));
        Assert.Equal((TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(3)), (result.MeanTime, result.MeanInferenceTime));
        Assert.Empty(result.Remarks);
    }

    [Fact]
    public void CountsWhatCannotBeReadAndGoesOn()
    {
        (EvalResult result, int steps) = Run(new ScriptedEvaluation("a.jpg", "bad.jpg", "absent.jpg", "b.jpg"));

        Assert.Equal((2, 2, ExitCode.BadInput, 4), (result.Evaluated, result.SkippedCount, result.ExitCode, steps));
        Assert.Equal(
            [new("bad.jpg", $"{_folder.PathTo("bad.jpg")}: it is damaged."), new("absent.jpg", $"{_folder.PathTo("absent.jpg")}: there is no such file.")],
            result.Skipped);
    }

    [Fact]
    public void IsBadInputWhereThereIsNothingToMeasure()
    {
        Assert.Equal(ExitCode.BadInput, Run(new ScriptedEvaluation("a.jpg") { Lack = "all is void" }).Result.ExitCode);
        Assert.Equal(ExitCode.NoInput, Run(new ScriptedEvaluation("a.jpg", "absent.jpg") { Lack = "all is void" }).Result.ExitCode);
    }

    [Fact]
    public void KeepsTheFirstReasonsOnly()
    {
        (EvalResult result, _) = Run(new ScriptedEvaluation([.. Enumerable.Range(0, 150).Select(static i => $"absent{i}.jpg")]));

        Assert.Equal((0, 150, EvalRun.MaxReasons, ExitCode.NoInput), (result.Evaluated, result.SkippedCount, result.Skipped.Count, result.ExitCode));
    }

    [Fact]
    public void SaysWhichPicturesNobodyLabelled()
    {
        foreach (string name in (string[])["a.jpg", "z.JPG", "c.jpeg", "labels.tsv"])
            File.WriteAllText(_folder.PathTo(name), "");

        (EvalResult result, _) = Run(new ScriptedEvaluation("a.jpg") { Remark = "Something was left out." });

        Assert.Equal(["Something was left out.", "nothing says what 2 more pictures of the folder show, c.jpeg for one; they were left out."], result.Remarks);
    }

    [Theory]
    [InlineData(5, null, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(5, 9, new[] { 0, 1, 2, 3, 4 })]
    [InlineData(10, 4, new[] { 0, 2, 5, 7 })]
    [InlineData(1_000_000, 2, new[] { 0, 500_000 })]
    public void ASampleIsSpreadEvenly(int count, int? limit, int[] expected) => Assert.Equal(expected, EvalRun.Sample(count, limit));

    [Fact]
    public void StopsWhenCancelled()
    {
        using var reader = new PictureReader();
        var run = new EvalRun(new ScriptedEvaluation("a.jpg"), new EngineOptions(), new LabelledFolder(_folder.Path, "truth"));

        Assert.Throws<OperationCanceledException>(() => run.Run([0], reader, static () => { }, new CancellationToken(canceled: true)));
    }

    private (EvalResult Result, int Steps) Run(ScriptedEvaluation evaluation)
    {
        using var reader = new PictureReader();
        int steps = 0;
        var run = new EvalRun(evaluation, new EngineOptions(), new LabelledFolder(_folder.Path, "truth"));
        return (run.Run(EvalRun.Sample(evaluation.Pictures.Count, null), reader, () => steps++, CancellationToken.None), steps);
    }
}
