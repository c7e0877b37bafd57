namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Lines that exist only in memory, for boxes without GPIO; tells each level to whoever wants to print it.</summary>
/// <param name="clock">Stamps the levels.</param>
/// <param name="changed">Called with the first level of a line and at each change, on the thread that made it.</param>
internal sealed class SimulatedGpioLines(TimeProvider clock, Action<SimulatedLevel>? changed = null) : IGpioLines
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _held = new(StringComparer.Ordinal);

    public IGpioOutput RequestOutput(GpioOutputRequest request)
    {
        string description = $"{request.Chip ?? "simulated"} line {request.Line}";
        lock (_gate)
        {
            if (!_held.Add(description))
                throw new GpioException($"{description} is held already; choose another line.");
        }

        var output = new Output(this, description, request.InitiallyActive);
        Tell(description, request.InitiallyActive);
        return output;
    }

    private void Tell(string line, bool active) => changed?.Invoke(new SimulatedLevel(clock.GetUtcNow(), line, active));

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
            lines.Tell(description, active);
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
