namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Lines that exist only in memory, for boxes without GPIO: records the levels, and tells each to whoever wants to print it.</summary>
/// <param name="clock">Stamps the levels.</param>
/// <param name="changed">Called at each change of level, on the thread that made it.</param>
internal sealed class SimulatedGpioLines(TimeProvider clock, Action<SimulatedLevel>? changed = null) : IGpioLines
{
    /// <summary>Levels remembered; the oldest are forgotten.</summary>
    public const int Capacity = 4096;

    private readonly Lock _gate = new();
    private readonly Queue<SimulatedLevel> _levels = [];
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);

    /// <summary>The levels that lines took, the oldest first; a line set to the level it had is not listed.</summary>
    public IReadOnlyList<SimulatedLevel> Levels
    {
        get
        {
            lock (_gate)
                return [.. _levels];
        }
    }

    public IGpioOutput RequestOutput(GpioOutputRequest request)
    {
        string description = $"{request.Chip ?? "simulated"} line {request.Line}";
        lock (_gate)
        {
            if (!_held.Add(description))
                throw new GpioException($"{description} is held already; choose another line.");
        }

        var output = new Output(this, description, request.InitiallyActive);
        Record(description, request.InitiallyActive);
        return output;
    }

    private void Record(string line, bool active)
    {
        var level = new SimulatedLevel(clock.GetUtcNow(), line, active);
        lock (_gate)
        {
            if (_levels.Count == Capacity)
                _levels.Dequeue();
            _levels.Enqueue(level);
        }

        changed?.Invoke(level);
    }

    private void Release(string line)
    {
        lock (_gate)
            _held.Remove(line);
    }

    private sealed class Output(SimulatedGpioLines lines, string description, bool active) : IGpioOutput
    {
        private bool _active = active;
        private bool _disposed;

        public string Description => description;

        public void Set(bool active)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (active == _active)
                return;
            _active = active;
            lines.Record(description, active);
        }

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            lines.Release(description);
        }
    }
}
