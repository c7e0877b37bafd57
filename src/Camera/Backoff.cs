namespace EdgeVision.Camera;

/// <summary>Doubling pauses between attempts, each shortened by up to a quarter at random so that several sources do not wake together.</summary>
internal sealed class Backoff
{
    private readonly TimeSpan _first;
    private readonly TimeSpan _max;
    private TimeSpan _next;

    /// <summary>From the first pause up to the longest.</summary>
    public Backoff(TimeSpan first, TimeSpan max)
    {
        _first = first;
        _max = max;
        _next = first;
    }

    /// <summary>The pause before the next attempt.</summary>
    public TimeSpan Next()
    {
        TimeSpan pause = _next * (1 - Random.Shared.NextDouble() / 4);
        _next = _next * 2 < _max ? _next * 2 : _max;
        return pause;
    }

    /// <summary>Begins with the first pause again, after a success.</summary>
    public void Reset() => _next = _first;
}
