using EdgeVision.Workbench.Evaluation;

namespace EdgeVision.Workbench.Tests.Evaluation;

public sealed class ProportionTests
{
    /// <summary>Intervals of Newcombe 1998, Statistics in Medicine 17:857–872, Table I, method 3, which gives four digits.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void IntervalIsWilsons(int hits, int of, double low, double high)
    {
        (double Low, double High) interval = new Proportion(hits, of).Interval;

        Assert.Equal(low, interval.Low, 0.5e-4);
        Assert.Equal(high, interval.High, 0.5e-4);
    }

    [Fact]
    public void OfNothingNothingIsKnown()
    {
        Assert.Equal(0.0, new Proportion(0, 0).Value);
        Assert.Equal((0.0, 1.0), new Proportion(0, 0).Interval);
    }
}
