using System.CommandLine;
using EdgeVision.Workbench.Eval;

namespace EdgeVision.Workbench.Tests.Eval;

public sealed class EvalArgumentsTests
{
    [Fact]
    public void ReadsEveryOption()
    {
        Option<string?> truth = EvalArguments.GroundTruth();
        Option<int?> limit = EvalArguments.Limit();
        Option<bool> perClass = EvalArguments.PerClass();
        Argument<string> folder = EvalArguments.Folder();

        ParseResult result = new RootCommand { folder, truth, limit, perClass }.Parse(["pictures", "--truth", "truth.json", "--limit", "10", "-c"]);

        Assert.Empty(result.Errors);
        Assert.Equal(
            ("pictures", "truth.json", 10, true), (result.GetValue(folder), result.GetValue(truth), result.GetValue(limit), result.GetValue(perClass)));
    }

    [Fact]
    public void TakesAllPicturesUnlessTold()
    {
        Option<int?> limit = EvalArguments.Limit();

        Assert.Null(new RootCommand { limit }.Parse([]).GetValue(limit));
    }

    [Theory, InlineData("0"), InlineData("-1"), InlineData("1000001"), InlineData("all")]
    public void Refuses_ALimitOutOfRange(string text)
    {
        ParseResult result = new RootCommand { EvalArguments.Limit() }.Parse(["--limit", text]);

        Assert.Contains(result.Errors, static error => error.Message.Contains("not a number in 1 to 1000000", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_ToMeasureNothing() => Assert.NotEmpty(EvalCommand.Create().Parse([]).Errors);
}
