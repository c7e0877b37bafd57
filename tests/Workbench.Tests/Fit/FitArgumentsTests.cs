using System.CommandLine;
using EdgeVision.Inference.Models;
using EdgeVision.Workbench.Fit;

namespace EdgeVision.Workbench.Tests.Fit;

public sealed class FitArgumentsTests
{
    [Fact]
    public void AsksForFifteenClassificationsASecondUnlessTold()
    {
        Assert.Equal(15, Parse(FitArguments.FramesPerSecond()));
        Assert.Equal(ModelTask.Classification, Parse(FitArguments.Task())!.Task);
        Assert.Null(Parse(FitArguments.Memory()));
    }

    [Fact]
    public void MemoryIsInMillionsOfBytes() => Assert.Equal(12_500_000, Parse(FitArguments.Memory(), "--memory", "12.5"));

    [Theory]
    [InlineData("--fps", "0")]
    [InlineData("--fps", "1e-300")]
    [InlineData("--fps", "0.0099")]
    [InlineData("--fps", "1001")]
    [InlineData("--fps", "NaN")]
    public void Refuses_ARateThatIsNone(params string[] arguments) => AssertRefused(FitArguments.FramesPerSecond(), "not a number in 0.01 to 1000", arguments);

    [Fact]
    public void TakesOneInferenceInAHundredSeconds() =>
        Assert.Equal(TimeSpan.FromSeconds(100), new FitLimits(Parse(FitArguments.FramesPerSecond(), "--fps", "0.01"), null).Period);

    [Fact]
    public void Refuses_ATaskThereIsNot() => AssertRefused(FitArguments.Task(), "say classify or detect or segment", "--task", "sing");

    [Fact]
    public void Refuses_NoMemory() => AssertRefused(FitArguments.Memory(), "not a number above 0", "--memory", "-1");

    private static T? Parse<T>(Option<T> option, params string[] arguments)
    {
        ParseResult result = new RootCommand { option }.Parse(arguments);
        Assert.Empty(result.Errors);
        return result.GetValue(option);
    }

    private static void AssertRefused<T>(Option<T> option, string reason, params string[] arguments) =>
        Assert.Contains(new RootCommand { option }.Parse(arguments).Errors, error => error.Message.Contains(reason, StringComparison.Ordinal));
}
