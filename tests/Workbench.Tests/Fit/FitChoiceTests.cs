using EdgeVision.Workbench.Fit;

namespace EdgeVision.Workbench.Tests.Fit;

public sealed class FitChoiceTests
{
    private static readonly MeasuredMember s_slow = Members.Make(1.0, 72, 40, bytes: 16_000_000);
    private static readonly MeasuredMember s_middle = Members.Make(0.75, 70, 20, bytes: 12_000_000);
    private static readonly MeasuredMember s_fast = Members.Make(0.35, 60, 5, bytes: 8_000_000);
    private static readonly MeasuredMember s_pointless = Members.Make(0.5, 65, 25, bytes: 6_000_000);

    private static readonly MeasuredMember[] s_all = [s_slow, s_middle, s_fast, s_pointless];

    [Fact]
    public void TheFrontLeavesOutWhatIsSlowerAndLessAccurateThanAnother() =>
        Assert.Equal([s_slow, s_middle, s_fast], FitChoice.ParetoFront(s_all).OrderByDescending(static member => member.Published.Percent));

    [Fact]
    public void TwinsAreBothOnTheFront() =>
        Assert.Equal(2, FitChoice.ParetoFront([Members.Make(1.0, 70, 10), Members.Make(0.75, 70, 10)]).Count);

    [Fact]
    public void OfTwoEquallyAccurateOnesOnlyTheFasterIsOnTheFront()
    {
        MeasuredMember faster = Members.Make(0.75, 70, 9);

        Assert.Equal([faster], FitChoice.ParetoFront([Members.Make(1.0, 70, 10), faster]));
    }

    // 25 a second leaves 40 ms, 30 a second 33.3 ms, 100 a second 10 ms.
    [Theory]
    [InlineData(25, 1.0)]
    [InlineData(30, 0.75)]
    [InlineData(100, 0.35)]
    public void TheBestIsTheMostAccurateThatKeepsUp(double framesPerSecond, double alpha) =>
        Assert.Equal(alpha, FitChoice.Best(s_all, new FitLimits(framesPerSecond, null))?.Published.Alpha);

    [Theory]
    [InlineData(16_000_000, 1.0)]
    [InlineData(15_999_999, 0.75)]
    [InlineData(11_000_000, 0.5)]
    public void MemoryIsALimitToo(long bytes, double alpha) => Assert.Equal(alpha, FitChoice.Best(s_all, new FitLimits(10, bytes))?.Published.Alpha);

    [Fact]
    public void NothingIsTheBestWhereNothingKeepsUp() => Assert.Null(FitChoice.Best(s_all, new FitLimits(201, null)));

    [Fact]
    public void OneRunInTwentyMayBeLate()
    {
        MeasuredMember late = Members.Make(1.0, 72, 9, slowest: 90);

        Assert.True(FitChoice.Fits(late, new FitLimits(100, null)));
        Assert.False(FitChoice.Fits(late, new FitLimits(112, null)));
    }

    [Fact]
    public void TheFasterOfEquallyAccurateOnesIsTheBest() =>
        Assert.Equal(0.75, FitChoice.Best([Members.Make(1.0, 70, 10), Members.Make(0.75, 70, 9)], new FitLimits(10, null))?.Published.Alpha);
}
