using System.Diagnostics;

namespace EdgeVision.EdgeAgent.Tracking;

/// <summary>
/// One instant on two clocks: the wall clock for people and messages, the monotonic one for durations, because the wall clock jumps when a
/// board finds its time server.
/// </summary>
/// <param name="Utc">Wall clock.</param>
/// <param name="Monotonic">Time since an arbitrary fixed point; never goes back.</param>
internal readonly record struct Moment(DateTimeOffset Utc, TimeSpan Monotonic)
{
    /// <summary>From a wall-clock time and a <see cref="Stopwatch"/> timestamp of the same instant.</summary>
    public static Moment At(DateTimeOffset utc, long timestamp) => new(utc, Stopwatch.GetElapsedTime(0, timestamp));

    /// <summary>The present of <paramref name="time"/>.</summary>
    public static Moment Now(TimeProvider time) => new(time.GetUtcNow(), time.GetElapsedTime(0));

    /// <summary>How long after <paramref name="earlier"/> this is, on the monotonic clock.</summary>
    public TimeSpan Since(Moment earlier) => Monotonic - earlier.Monotonic;
}
