using System.Collections.Concurrent;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>The system's time, in which pauses of a second and more, up to a limit, are over at once and are told.</summary>
internal sealed class HastyTime : TimeProvider
{
    // Those of the fetcher that bound something are longer.
    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(25);

    private readonly ConcurrentQueue<TimeSpan> _pauses = new();

    public IReadOnlyList<TimeSpan> Pauses => [.. _pauses];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < s_shortest || dueTime > s_longest)
            return base.CreateTimer(callback, state, dueTime, period);

        _pauses.Enqueue(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.FromMilliseconds(1), period);
    }
}
