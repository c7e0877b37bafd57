using System.Numerics;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>
/// Durations counted in fixed buckets, eight to each doubling from 1 µs to 67 s, so that a percentile is at most one eighth too large.
/// One thread records, any may read.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int StepsPerDoubling = 8;
    private const int Doublings = 26;

    private readonly long[] _counts = new long[(Doublings + 1) * StepsPerDoubling];

    /// <summary>Adds one duration; what is longer than the largest bucket is counted in it.</summary>
    public void Record(TimeSpan duration) => Volatile.Write(ref _counts[IndexOf(duration)], _counts[IndexOf(duration)] + 1);

    /// <summary>The upper bound of the bucket that holds the given share of all durations; zero where there are none.</summary>
    /// <param name="share">In (0, 1], for example 0.95.</param>
    public TimeSpan Percentile(double share)
    {
        long total = 0;
        for (int i = 0; i < _counts.Length; i++)
            total += Volatile.Read(ref _counts[i]);
        if (total == 0)
            return TimeSpan.Zero;

        long wanted = (long)Math.Ceiling(share * total);
        int index = 0;
        for (long seen = _counts[0]; seen < wanted && index < _counts.Length - 1; seen += Volatile.Read(ref _counts[index]))
            index++;

        return UpperBoundOf(index);
    }

    // Below 8 µs every whole microsecond has a bucket; above, the three bits after the leading one choose among eight.
    private static int IndexOf(TimeSpan duration)
    {
        ulong microseconds = (ulong)Math.Clamp(duration.Ticks / TimeSpan.TicksPerMicrosecond, 0, (1L << Doublings) - 1);
        if (microseconds < StepsPerDoubling)
            return (int)microseconds;

        int exponent = BitOperations.Log2(microseconds) - 3;
        return ((exponent + 1) * StepsPerDoubling) + (int)((microseconds >> exponent) & (StepsPerDoubling - 1));
    }

    private static TimeSpan UpperBoundOf(int index)
    {
        if (index < StepsPerDoubling)
            return TimeSpan.FromMicroseconds(index + 1);

        int exponent = (index / StepsPerDoubling) - 1;
        long lower = (StepsPerDoubling + (index % StepsPerDoubling)) << exponent;
        return TimeSpan.FromMicroseconds(lower + (1L << exponent));
    }
}
