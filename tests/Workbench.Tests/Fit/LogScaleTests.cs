using EdgeVision.Workbench.Fit;

namespace EdgeVision.Workbench.Tests.Fit;

public sealed class LogScaleTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(10, 0.5)]
    [InlineData(100, 1)]
    public void EqualRatiosAreEquallyFarApart(double number, double expected) => Assert.Equal(expected, new LogScale([100, 1, 3]).Of(number), 1e-12);

    [Fact]
    public void TicksAreRoundAndWithin() => Assert.Equal([0.5, 1, 2, 5, 10, 20], new LogScale([0.3, 33]).Ticks().Select(static tick => Math.Round(tick, 9)));

    [Fact]
    public void OneNumberIsAtTheStart() => Assert.Equal(0, new LogScale([7.0]).Of(7));
}
