using System.Device.Gpio;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>
/// A driver for System.Device.Gpio over our own lines, which offers what its own drivers do not: an output gets its first level with the request, lines are
/// found by name and chips by label, errors name the holder of a line, the kernel debounces, and a chip that is gone is reported. Pin numbers are those of
/// the table that the driver is made with; <see cref="PinValue.High"/> means active, whatever the voltage.
/// </summary>
/// <remarks>Not used on a frame's way: the <see cref="GpioController"/> in front of every driver allocates at each write.</remarks>
internal sealed class CharacterDeviceDriver : GpioDriver
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromSeconds(1);

    private readonly IReadOnlyDictionary<int, GpioPinLine> _lines;
    private readonly IGpioLines? _outputs;
    private readonly IGpioInputLines _inputs;
    private readonly Action<int, Exception> _failed;
    private readonly Lock _gate = new();
    private readonly Dictionary<int, CharacterDevicePin> _open = [];

    /// <summary>Requests no line before a pin is given a mode.</summary>
    /// <param name="lines">The pin numbers, which may be any, and the line of each.</param>
    /// <param name="outputs">Lends outputs; <see langword="null"/>: there are inputs alone.</param>
    /// <param name="failed">Told, on any thread, of a pin whose line is lost or cannot be followed any more, and of what a callback threw.</param>
    public CharacterDeviceDriver(IReadOnlyDictionary<int, GpioPinLine> lines, IGpioLines? outputs, IGpioInputLines inputs, Action<int, Exception> failed)
    {
        _lines = lines;
        _outputs = outputs;
        _inputs = inputs;
        _failed = failed;
    }

    /// <summary>What a person calls the line of an open pin.</summary>
    public string DescriptionOf(int pinNumber) => PinAt(pinNumber).Description;

    /// <inheritdoc/>
    protected override int PinCount => _lines.Count;

    /// <inheritdoc/>
    protected override void OpenPin(int pinNumber)
    {
        if (!_lines.TryGetValue(pinNumber, out GpioPinLine? line))
            throw new ArgumentOutOfRangeException(nameof(pinNumber), pinNumber, $"There is no such pin; there are {string.Join(", ", _lines.Keys.Order())}.");

        lock (_gate)
            _open.Add(pinNumber, new CharacterDevicePin(pinNumber, line, _outputs, _inputs, _failed));
    }

    /// <inheritdoc/>
    protected override void ClosePin(int pinNumber)
    {
        CharacterDevicePin? pin;
        lock (_gate)
            _open.Remove(pinNumber, out pin);
        pin?.Dispose();
    }

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode) => PinAt(pinNumber).SetMode(mode, first: null);

    /// <inheritdoc/>
    protected override void SetPinMode(int pinNumber, PinMode mode, PinValue initialValue) => PinAt(pinNumber).SetMode(mode, initialValue == PinValue.High);

    /// <inheritdoc/>
    protected override PinMode GetPinMode(int pinNumber) => PinAt(pinNumber).Mode;

    /// <inheritdoc/>
    protected override bool IsPinModeSupported(int pinNumber, PinMode mode) => mode == PinMode.Output ? _outputs is not null : Enum.IsDefined(mode);

    /// <inheritdoc/>
    protected override PinValue Read(int pinNumber) => PinAt(pinNumber).Read();

    /// <inheritdoc/>
    protected override void Write(int pinNumber, PinValue value) => PinAt(pinNumber).Write(value == PinValue.High);

    /// <inheritdoc/>
    protected override WaitForEventResult WaitForEvent(int pinNumber, PinEventTypes eventTypes, CancellationToken cancellationToken)
    {
        var edge = new TaskCompletionSource<PinEventTypes>(TaskCreationOptions.RunContinuationsAsynchronously);
        CharacterDevicePin pin = PinAt(pinNumber);
        pin.Add(eventTypes, Note);
        try
        {
            // A line whose chip is gone has no edges any more; a read throws what says so.
            while (!edge.Task.Wait(s_lookAgain, cancellationToken))
                pin.Read();
            return new WaitForEventResult { EventTypes = edge.Task.Result, TimedOut = false };
        }
        catch (OperationCanceledException)
        {
            return new WaitForEventResult { EventTypes = PinEventTypes.None, TimedOut = true };
        }
        finally
        {
            pin.Remove(Note);
        }

        void Note(object sender, PinValueChangedEventArgs change) => edge.TrySetResult(change.ChangeType);
    }

    /// <inheritdoc/>
    protected override void AddCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) =>
        PinAt(pinNumber).Add(eventTypes, callback);

    /// <inheritdoc/>
    protected override void RemoveCallbackForPinValueChangedEvent(int pinNumber, PinChangeEventHandler callback) => PinAt(pinNumber).Remove(callback);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        CharacterDevicePin[] pins;
        lock (_gate)
        {
            pins = [.. _open.Values];
            _open.Clear();
        }

        foreach (CharacterDevicePin pin in pins)
            pin.Dispose();
        base.Dispose(disposing);
    }

    private CharacterDevicePin PinAt(int number)
    {
        lock (_gate)
            return _open.TryGetValue(number, out CharacterDevicePin? pin) ? pin : throw new InvalidOperationException($"Pin {number} is not open.");
    }
}
