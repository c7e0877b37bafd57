namespace EdgeVision.Camera;

/// <summary>Waits for points in time on a monotonic clock, without allocating, and gives a heartbeat meanwhile. One waiting thread.</summary>
internal sealed class Metronome : IDisposable
{
    private static readonly TimeSpan s_maxTurn = TimeSpan.FromSeconds(0.5);

    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly Action _turned;
    private readonly ITimer _timer;
    private bool _due;

    /// <param name="turned">Called by the waiting thread, at least every half second of a wait.</param>
    public Metronome(TimeProvider time, Action turned)
    {
        _time = time;
        _turned = turned;
        _timer = time.CreateTimer(static metronome => ((Metronome)metronome!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Waits until the clock's timestamp is <paramref name="timestamp"/> or more.</summary>
    public void WaitUntil(long timestamp, CancellationToken stoppingToken)
    {
        for (long now = _time.GetTimestamp(); now < timestamp; now = _time.GetTimestamp())
        {
            stoppingToken.ThrowIfCancellationRequested();
            _turned();
            // Timers count whole milliseconds and may ring early; the loop waits for the rest.
            TimeSpan left = _time.GetElapsedTime(now, timestamp);
            WaitOnce(TimeSpan.FromTicks(Math.Clamp(left.Ticks, TimeSpan.TicksPerMillisecond, s_maxTurn.Ticks)), stoppingToken);
        }
    }

    /// <summary>Waits for <paramref name="delay"/>.</summary>
    public void Wait(TimeSpan delay, CancellationToken stoppingToken) =>
        WaitUntil(_time.GetTimestamp() + (long)(delay.TotalSeconds * _time.TimestampFrequency), stoppingToken);

    public void Dispose() => _timer.Dispose();

    private void WaitOnce(TimeSpan delay, CancellationToken stoppingToken)
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

    private void Ring()
    {
        lock (_gate)
        {
            _due = true;
            Monitor.PulseAll(_gate);
        }
    }
}
