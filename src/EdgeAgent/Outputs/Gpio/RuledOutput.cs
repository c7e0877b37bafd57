using EdgeVision.EdgeAgent.Gpio;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>One held line and the controller that decides its level. A level the line refuses is driven again with every call. Thread-safe.</summary>
internal sealed class RuledOutput : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IGpioOutput _line;
    private readonly OutputController _controller;
    private readonly Action<RuledOutput, string> _refused;
    private bool _driven;
    private bool _refuses;
    private int _holding;
    private TimeSpan? _lastInference;
    private bool _disposed;

    /// <summary>Takes the line, at its safe level from the first moment on.</summary>
    /// <param name="cameras">Those whose inferences show that somebody is looking.</param>
    /// <param name="refused">Told why, once until the line obeys again; must not block.</param>
    /// <exception cref="GpioException">The line cannot be had.</exception>
    public RuledOutput(OutputOptions options, IReadOnlyList<string> cameras, IGpioLines lines, Action<RuledOutput, string> refused)
    {
        Options = options;
        Cameras = cameras;
        _refused = refused;
        _driven = options.SafeLevel == OutputLevel.Active;
        _controller = new OutputController(new OutputTiming(options.MinimumOn, options.MinimumOff, options.StaleAfter, SafeActive: _driven));
        _line = lines.RequestOutput(new GpioOutputRequest(options.Chip, options.Line ?? options.Name, options.ActiveLow, InitiallyActive: _driven, "edgevision"));
    }

    /// <summary>What it was made from.</summary>
    public OutputOptions Options { get; }

    /// <summary>The cameras its rule watches.</summary>
    public IReadOnlyList<string> Cameras { get; }

    /// <summary>What a person calls the line.</summary>
    public string Description => _line.Description;

    /// <summary>The level last driven.</summary>
    public bool IsActive
    {
        get
        {
            lock (_gate)
                return _driven;
        }
    }

    /// <summary>The rule began to hold in front of one more camera.</summary>
    public void RuleStarted(TimeSpan now) => Count(+1, now);

    /// <summary>The rule ended in front of one camera.</summary>
    public void RuleEnded(TimeSpan now) => Count(-1, now);

    /// <summary>A frame of one of its cameras was inferred.</summary>
    public void Inferred(TimeSpan now)
    {
        lock (_gate)
        {
            _lastInference = now;
            _controller.Tick(now, now);
            Drive();
        }
    }

    /// <summary>Time has passed. Drives again a level that could not be driven before.</summary>
    public void Tick(TimeSpan now)
    {
        lock (_gate)
        {
            _controller.Tick(now, _lastInference);
            Drive();
        }
    }

    /// <summary>Goes to the safe level and stays there.</summary>
    public void Stop(TimeSpan now)
    {
        lock (_gate)
        {
            _controller.Stop(now);
            Drive();
        }
    }

    /// <summary>Releases the line at the level it has; stop first.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _line.Dispose();
        }
    }

    private void Count(int change, TimeSpan now)
    {
        lock (_gate)
        {
            _holding += change;
            _controller.Update(now, _holding > 0);
            Drive();
        }
    }

    private void Drive()
    {
        if (_disposed || _controller.Active == _driven)
            return;

        try
        {
            _line.Set(_controller.Active);
            _driven = _controller.Active;
            _refuses = false;
        }
        catch (GpioException e)
        {
            if (!_refuses)
                _refused(this, e.Message);
            _refuses = true;
        }
    }
}
