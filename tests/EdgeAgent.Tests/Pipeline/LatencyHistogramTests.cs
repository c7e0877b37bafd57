using EdgeVision.EdgeAgent.Pipeline;
using FsCheck.Xunit;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

public sealed class LatencyHistogramTests
{
    [Fact]
    public void IsZero_WithoutDurations() => Assert.Equal(TimeSpan.Zero, new LatencyHistogram().Percentile(0.5));

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1e9)]
    public void Takes_AnyDuration(double seconds)
    {
        var histogram = new LatencyHistogram();

        histogram.Record(TimeSpan.FromSeconds(seconds));

        Assert.InRange(histogram.Percentile(1), TimeSpan.FromMicroseconds(1), TimeSpan.FromSeconds(68));
    }

    [Property(MaxTest = 200, Replay = "4711,815")]
    public void IsAtMostAnEighthTooLarge(int seed)
    {
        var random = new Random(seed);
        var histogram = new LatencyHistogram();
        double[] microseconds = [.. Enumerable.Range(0, random.Next(1, 300)).Select(_ => Math.Floor(Math.Pow(10, random.NextDouble() * 7))).Order()];
        foreach (double duration in microseconds)
            histogram.Record(TimeSpan.FromMicroseconds(duration));

        foreach (double share in (double[])[0.01, 0.5, 0.95, 1])
        {
            double exact = microseconds[(int)Math.Ceiling(share * microseconds.Length) - 1];
            Assert.InRange(histogram.Percentile(share).TotalMicroseconds, exact, Math.Max(exact + 1, exact * 1.125));
        }
    }
}
