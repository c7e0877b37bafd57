using System.Device.Gpio;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>An open pin of a <see cref="CharacterDeviceDriver"/>: holds its line from the moment it has a mode. Thread-safe.</summary>
/// <param name="failed">Told why the pin cannot be followed any more, or what a callback threw.</param>
internal sealed class CharacterDevicePin(int number, GpioPinLine line, IGpioLines? outputs, IGpioInputLines inputs, Action<int, Exception> failed) : IDisposable
{
    private readonly Lock _gate = new();
    private volatile IGpioOutput? _output;
    private volatile IGpioInput? _input;
    private volatile bool _written;
    private bool _isFollowed;
    private bool? _last;
    private PinChangeEventHandler? _rising;
    private PinChangeEventHandler? _falling;

    /// <summary>How it was opened; at first as an input that is not held yet.</summary>
    public PinMode Mode { get; private set; } = PinMode.Input;

    /// <summary>What a person calls the line.</summary>
    public string Description => _output?.Description ?? _input?.Description ?? (line.Chip is null ? $"line {line.Line}" : $"{line.Chip} line {line.Line}");

    /// <summary>Takes the line, or drives it where it is an output already.</summary>
    /// <param name="first">An output's level inside the request; <see langword="null"/>: that of the line's settings.</param>
    public void SetMode(PinMode mode, bool? first)
    {
        lock (_gate)
        {
            if (mode != PinMode.Output)
                ListenAs(mode);
            else if ((first ?? line.FirstActive) is not bool active)
                throw new InvalidOperationException($"Pin {number} ({Description}) cannot become an output without a first level: "
                    + $"whichever were chosen for you could switch something on. Open it with one: OpenPin({number}, PinMode.Output, PinValue.Low).");
            else if (_output is not null)
                Drive(active);
            else
                DriveFrom(active);
        }
    }

    /// <summary>
    /// Whether the line is active: of an output, what was written last. Without the lock: a callback may read while another thread waits for it to end.
    /// </summary>
    public bool Read() => _output is not null ? _written : Input.Read();

    /// <summary>Drives an output.</summary>
    public void Write(bool active)
    {
        lock (_gate)
        {
            if (_output is null)
                throw new InvalidOperationException($"Pin {number} ({Description}) is no output.");
            Drive(active);
        }
    }

    /// <summary>Calls a handler at each of the edges from now on, on a thread of the line's own.</summary>
    public void Add(PinEventTypes edges, PinChangeEventHandler handler)
    {
        lock (_gate)
        {
            _ = Input;
            if (edges.HasFlag(PinEventTypes.Rising))
                _rising += handler;
            if (edges.HasFlag(PinEventTypes.Falling))
                _falling += handler;
            if (_isFollowed)
                return;

            // Not every chip has interrupts, so the line was requested without edges. It is let go for a moment, which harms no input.
            Release();
            IGpioInput input = _input = inputs.RequestInput(Request(Mode, withEdges: true));
            _isFollowed = true;
            input.Follow(OnChange, e => failed(number, e));
        }
    }

    /// <summary>Stops calling a handler.</summary>
    public void Remove(PinChangeEventHandler handler)
    {
        lock (_gate)
        {
            _rising -= handler;
            _falling -= handler;
        }
    }

    /// <summary>Releases the line, an output at whatever level it then has.</summary>
    public void Dispose()
    {
        IGpioInput? input;
        lock (_gate)
        {
            (_rising, _falling) = (null, null);
            (input, _input) = (_input, null);
            Release();
        }

        // Outside the lock: this waits for a callback that is running, and that may need the lock.
        input?.Dispose();
    }

    private IGpioInput Input => _input ?? throw new InvalidOperationException($"Pin {number} ({Description}) is no input.");

    private void ListenAs(PinMode mode)
    {
        if (_input is not null && Mode == mode)
            return;

        Release();
        Mode = mode;
        _input = inputs.RequestInput(Request(mode, withEdges: false));
    }

    private void DriveFrom(bool active)
    {
        Release();
        _output = (outputs ?? throw new InvalidOperationException($"Pin {number} ({Description}) can be an input only."))
            .RequestOutput(new GpioOutputRequest(line.Chip, line.Line, line.ActiveLow, InitiallyActive: active, line.Consumer));
        Mode = PinMode.Output;
        _written = active;
    }

    private void Drive(bool active)
    {
        _output!.Set(active);
        _written = active;
    }

    private GpioInputRequest Request(PinMode mode, bool withEdges)
    {
        GpioBias bias = mode switch { PinMode.InputPullUp => GpioBias.PullUp, PinMode.InputPullDown => GpioBias.PullDown, _ => line.Bias };
        return new GpioInputRequest(line.Chip, line.Line, line.ActiveLow, bias, line.Debounce, withEdges, line.Consumer);
    }

    private void Release()
    {
        _output?.Dispose();
        _input?.Dispose();
        (_output, _input, _isFollowed, _last) = (null, null, false, null);
    }

    private void OnChange(bool active)
    {
        // The first call tells the level that was there already, which is no edge.
        bool isEdge = _last is not null;
        _last = active;
        if (!isEdge || (active ? _rising : _falling) is not { } handlers)
            return;

        var edge = new PinValueChangedEventArgs(active ? PinEventTypes.Rising : PinEventTypes.Falling, number);
        foreach (PinChangeEventHandler handler in handlers.GetInvocationList().Cast<PinChangeEventHandler>())
        {
            try
            {
                handler(this, edge);
            }
            catch (Exception e)
            {
                // A handler's defect must end neither the thread nor the other handlers.
                failed(number, e);
            }
        }
    }
}
