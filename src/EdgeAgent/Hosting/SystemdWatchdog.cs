namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Pings systemd's watchdog at half its timeout, but only while every pipeline really moves.</summary>
/// <remarks>
/// The rule: a ping goes out when, within the last half timeout, each camera's capture thread has given a sign of life, and no frame has waited
/// longer for its inference to finish. A camera that is absent and being reopened is no stall as long as its thread says so itself: a restart would
/// not bring it back, and would go on for ever. A thread that hangs in one call of a driver says nothing. A process without pipelines (before the
/// first, after the last) moves by definition. So from a stall to the kill pass at most one and a half timeouts.
/// </remarks>
internal sealed class SystemdWatchdog : IDisposable
{
    private readonly SystemdNotifier _notifier;
    private readonly TimeProvider _clock;
    private readonly Lock _gate = new();
    private readonly List<SystemdPipelineProgress> _pipelines = [];
    private ITimer? _timer;

    public SystemdWatchdog(SystemdNotifier notifier, TimeProvider clock)
    {
        _notifier = notifier;
        _clock = clock;
    }

    /// <summary>Why the last ping was withheld; <see langword="null"/>: it was not.</summary>
    public string? Stall { get; private set; }

    /// <summary>Begins to watch a camera's pipeline, until that says that it has ended.</summary>
    public SystemdPipelineProgress Watch(string camera)
    {
        var progress = new SystemdPipelineProgress(camera, _clock);
        lock (_gate)
        {
            ForgetEnded();
            _pipelines.Add(progress);
        }

        return progress;
    }

    /// <summary>Begins to ping, if systemd watches at all.</summary>
    /// <param name="stalled">Called with a sentence each time a ping is withheld.</param>
    public void Start(Action<string>? stalled = null)
    {
        if (_notifier.WatchdogTimeout is not { } timeout)
            return;
        TimeSpan interval = timeout / 2;
        _timer = _clock.CreateTimer(_ => Check(interval, stalled), null, TimeSpan.Zero, interval);
    }

    public void Dispose() => _timer?.Dispose();

    private void Check(TimeSpan interval, Action<string>? stalled)
    {
        lock (_gate)
        {
            ForgetEnded();
            Stall = null;
            for (int i = 0; i < _pipelines.Count && Stall is null; i++)
                Stall = _pipelines[i].FindStall(interval);
        }

        if (Stall is not { } reason)
        {
            _notifier.Ping();
            return;
        }

        try
        {
            stalled?.Invoke(reason);
        }
        catch (Exception)
        {
            // A log that cannot be written must not end the process from its timer: without a ping systemd does, after it has had the time to recover.
        }
    }

    private void ForgetEnded() => _pipelines.RemoveAll(static pipeline => pipeline.HasEnded);
}
