namespace EdgeVision.Camera;

/// <summary>Waits for points in time on a monotonic clock, without allocating. One waiting thread.</summary>
internal sealed class Metronome : IDisposable
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private bool _due;

    public Metronome(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static metronome => ((Metronome)metronome!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until the clock's timestamp is <paramref name="timestamp"/> or more.</summary>
    public void WaitUntil(long timestamp, CancellationToken stoppingToken)
    {
        for (long now = _time.GetTimestamp(); now < timestamp; now = _time.GetTimestamp())
        {
            stoppingToken.ThrowIfCancellationRequested();
            // Timers count whole milliseconds and may ring early; the loop waits for the rest.
            TimeSpan left = _time.GetElapsedTime(now, timestamp);
            Wait(left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1), stoppingToken);
        }
    }

    /// <summary>Waits for <paramref name="delay"/>.</summary>
    public void Wait(TimeSpan delay, CancellationToken stoppingToken)
    {
        using (stoppingToken.UnsafeRegister(static metronome => ((Metronome)metronome!).Ring(), this))
        {
            lock (_gate)
            {
                _due = false;
                _timer.Change(delay, Timeout.InfiniteTimeSpan);
                while (!_due && !stoppingToken.IsCancellationRequested)
                    Monitor.Wait(_gate);
            }
        }

        stoppingToken.ThrowIfCancellationRequested();
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        lock (_gate)
        {
            _due = true;
            Monitor.PulseAll(_gate);
        }
    }
}
