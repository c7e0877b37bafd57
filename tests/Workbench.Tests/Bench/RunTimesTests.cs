using System.Diagnostics;
using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Tests.Bench;

public sealed class RunTimesTests
{
    [Fact]
    public void OrdersTheRuns()
    {
        RunTimes times = new(Enumerable.Range(0, 101).Select(static i => (i * 37 % 101 + 1) * Stopwatch.Frequency / 1000));

        Assert.Equal(101, times.Sorted.Count);
        Assert.Equal((1.0, 51.0, 96.0), (times.Minimum.TotalMilliseconds, times.Median.TotalMilliseconds, times.Percentile95.TotalMilliseconds));
    }

    [Fact]
    public void TakesTimesAtHandToo()
    {
        RunTimes times = RunTimes.Of([TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)]);

        Assert.Equal([1.0, 2.0, 3.0], times.Sorted.Select(static time => time.TotalSeconds));
        Assert.Equal((1.0, 3.0), (times.Minimum.TotalSeconds, times.Maximum.TotalSeconds));
    }

    [Fact]
    public void OneRunIsEveryQuantile()
    {
        RunTimes times = new([Stopwatch.Frequency]);

        Assert.Equal([TimeSpan.FromSeconds(1)], times.Sorted);
        Assert.Equal((times.Minimum, times.Minimum), (times.Median, times.Percentile95));
    }

    [Fact]
    public void Refuses_NoRun() => Assert.Throws<ArgumentOutOfRangeException>(() => new RunTimes([]));
}
