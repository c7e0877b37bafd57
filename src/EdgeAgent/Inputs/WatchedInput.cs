using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>
/// One input as cameras and rules see it: active while its line is, and some time longer. A line that cannot be had, or is lost
/// with its chip, is requested again and again; until then nobody knows how the input is, and nothing that waits for it goes on. Thread-safe.
/// </summary>
internal sealed class WatchedInput : ICondition, IDisposable
{
    private const long Unknown = long.MinValue;
    private const long Inactive = long.MinValue + 1;
    private const long Active = long.MaxValue;

    private readonly Lock _gate = new();
    private readonly InputOpening _open;
    private readonly TimeProvider _time;
    private readonly Action<WatchedInput, string?> _report;
    private IInputDevice? _device;
    private string? _error;
    private long _activeUntil = Unknown;
    private bool _isLost;
    private bool _isRequesting;
    private bool _isDisposed;

    /// <summary>Nothing is opened before <see cref="Request"/>.</summary>
    /// <param name="report">Told why it cannot be listened to, once for each reason, and <see langword="null"/> when it can, also the first
    /// time; must not block.</param>
    public WatchedInput(InputOptions options, InputOpening open, TimeProvider time, Action<WatchedInput, string?> report)
    {
        Options = options;
        Description = options.Line ?? options.Name;
        _open = open;
        _time = time;
        _report = report;
    }

    /// <summary>What it was made from.</summary>
    public InputOptions Options { get; }

    /// <inheritdoc/>
    public string Name => Options.Name;

    /// <summary>What a person calls the line.</summary>
    public string Description { get; private set; }

    /// <summary>Why it cannot be listened to; <see langword="null"/>: it can.</summary>
    public string? Error => Volatile.Read(ref _error);

    /// <inheritdoc/>
    public ConditionState State => Volatile.Read(ref _activeUntil) switch
    {
        Unknown => ConditionState.Unknown,
        long until => Now() < until ? ConditionState.Active : ConditionState.Inactive,
    };

    /// <summary>Opens it where it is not open, or not any more; on a thread that may wait.</summary>
    public void Request()
    {
        IInputDevice? lost;
        lock (_gate)
        {
            if (_isRequesting || _isDisposed || (_device is not null && !_isLost))
                return;
            _isRequesting = true;
            (lost, _device, _isLost) = (_device, null, false);
        }

        // Outside the lock: disposing waits for the device's thread, which may be telling a change.
        IInputDevice? device = null;
        string? error = null;
        try
        {
            lost?.Dispose();
            device = _open(Options, OnChange, OnFailure);
        }
        catch (GpioException e)
        {
            error = e.Message;
        }
        catch (Exception e)
        {
            // Not what a line is refused with; the others go on all the same, and this one is tried again.
            error = $"{Description} cannot be opened: {e.Message} ({e.GetType().Name})";
        }

        lock (_gate)
        {
            _isRequesting = false;
            if (!_isDisposed)
            {
                _device = device;
                Description = device?.Description ?? Description;
                if (!_isLost)
                    Tell(error, always: device is not null);
                return;
            }
        }

        device?.Dispose();
    }

    /// <summary>Releases the line.</summary>
    public void Dispose()
    {
        IInputDevice? device;
        lock (_gate)
        {
            _isDisposed = true;
            (device, _device) = (_device, null);
            Volatile.Write(ref _activeUntil, Unknown);
        }

        device?.Dispose();
    }

    private long Now() => _time.GetElapsedTime(0).Ticks;

    private void OnChange(bool active)
    {
        long before = Volatile.Read(ref _activeUntil);
        if (active)
            Volatile.Write(ref _activeUntil, Active);
        else if (before == Active)
            Volatile.Write(ref _activeUntil, Now() + Options.HoldFor.Ticks);
        else if (before == Unknown)
            Volatile.Write(ref _activeUntil, Inactive);
    }

    private void OnFailure(Exception error)
    {
        lock (_gate)
        {
            if (_isDisposed || _isLost)
                return;
            _isLost = true;
            Volatile.Write(ref _activeUntil, Unknown);
            Tell(error is GpioException ? error.Message : $"{Description} is not followed any more: {error.Message} ({error.GetType().Name})", always: false);
        }
    }

    private void Tell(string? error, bool always)
    {
        if (error == _error && !always)
            return;
        Volatile.Write(ref _error, error);
        _report(this, error);
    }
}
