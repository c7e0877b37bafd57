namespace EdgeVision.EdgeAgent.Logging;

/// <summary>How many lines may be written: a few at once, and one more after each pause (a token bucket). One thread at a time.</summary>
/// <param name="atOnce">Lines that may follow each other directly.</param>
/// <param name="pause">How long it takes until one more may be written.</param>
internal sealed class LineAllowance(TimeProvider time, int atOnce, TimeSpan pause)
{
    private readonly long _since = time.GetTimestamp();
    private double _used;
    private double _usedAt;

    /// <summary>Takes one, if one is left.</summary>
    public bool TryTake()
    {
        double now = time.GetElapsedTime(_since) / pause;
        _used = Math.Max(0, _used - (now - _usedAt));
        _usedAt = now;
        if (_used > atOnce - 1)
            return false;

        _used++;
        return true;
    }
}
