using System.Diagnostics;

namespace EdgeVision.Workbench.Bench;

/// <summary>The times of many runs of one thing.</summary>
internal sealed class RunTimes
{
    private readonly TimeSpan[] _sorted;

    /// <param name="ticks">What each run took, of the <see cref="Stopwatch"/>; at least one.</param>
    public RunTimes(IEnumerable<long> ticks)
        : this([.. ticks.Order().Select(static time => Stopwatch.GetElapsedTime(0, time))])
    {
    }

    private RunTimes(TimeSpan[] sorted)
    {
        _sorted = sorted;
        ArgumentOutOfRangeException.ThrowIfZero(_sorted.Length, nameof(sorted));
    }

    /// <summary>All of them, shortest first.</summary>
    public IReadOnlyList<TimeSpan> Sorted => _sorted;

    public TimeSpan Minimum => Quantile(0.0);

    public TimeSpan Median => Quantile(0.5);

    /// <summary>19 of 20 runs took no longer.</summary>
    public TimeSpan Percentile95 => Quantile(0.95);

    public TimeSpan Maximum => Quantile(1.0);

    /// <summary>Of runs whose times are at hand, at least one.</summary>
    public static RunTimes Of(IEnumerable<TimeSpan> times) => new([.. times.Order()]);

    /// <summary>The time that this fraction of the runs, in [0, 1], did not exceed.</summary>
    public TimeSpan Quantile(double fraction) => _sorted[(int)Math.Round(fraction * (_sorted.Length - 1))];
}
