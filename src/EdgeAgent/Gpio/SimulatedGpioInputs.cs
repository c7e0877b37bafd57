namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>Inputs that exist only in memory, for boxes without GPIO: each is active until somebody who plays the hardware drives it otherwise.</summary>
internal sealed class SimulatedGpioInputs : IGpioInputLines
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Input> _held = new(StringComparer.Ordinal);

    public IGpioInput RequestInput(GpioInputRequest request)
    {
        string description = $"{request.Chip ?? "simulated"} line {request.Line}";
        lock (_gate)
        {
            var input = new Input(this, description);
            return _held.TryAdd(description, input) ? input : throw new GpioException($"{description} is held already; choose another line.");
        }
    }

    /// <summary>Gives a held line a level, and tells whoever follows it, on this thread.</summary>
    /// <param name="line">The line's <see cref="IGpioInput.Description"/>.</param>
    public void Drive(string line, bool active)
    {
        Input input;
        lock (_gate)
            input = _held[line];
        input.Drive(active);
    }

    private void Release(string line)
    {
        lock (_gate)
            _held.Remove(line);
    }

    private sealed class Input(SimulatedGpioInputs inputs, string description) : IGpioInput
    {
        private bool _active = true;
        private bool _disposed;
        private Action<bool>? _changed;

        public string Description => description;

        public bool Read() => _active;

        public void Follow(Action<bool> changed, Action<Exception> failed)
        {
            _changed = changed;
            changed(_active);
        }

        public void Drive(bool active)
        {
            if (active == _active)
                return;
            _active = active;
            _changed?.Invoke(active);
        }

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            _changed = null;
            inputs.Release(description);
        }
    }
}
