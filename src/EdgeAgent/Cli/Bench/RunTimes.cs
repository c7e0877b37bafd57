using System.Diagnostics;

namespace EdgeVision.EdgeAgent.Cli.Bench;

/// <summary>The times of many runs of one thing.</summary>
internal sealed class RunTimes(int capacity)
{
    private readonly long[] _ticks = new long[capacity];
    private int _count;

    public TimeSpan Minimum => Quantile(0.0);

    public TimeSpan Median => Quantile(0.5);

    /// <summary>19 of 20 runs took no longer.</summary>
    public TimeSpan Percentile95 => Quantile(0.95);

    /// <summary>Adds one run that took <paramref name="ticks"/> of the <see cref="Stopwatch"/>.</summary>
    public void Add(long ticks) => _ticks[_count++] = ticks;

    private TimeSpan Quantile(double fraction)
    {
        long[] sorted = [.. _ticks.AsSpan(0, _count)];
        Array.Sort(sorted);
        return Stopwatch.GetElapsedTime(0, sorted[(int)Math.Round(fraction * (sorted.Length - 1))]);
    }
}
