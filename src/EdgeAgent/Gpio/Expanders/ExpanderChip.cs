using System.Device.I2c;

namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>
/// One expander, whose lines share its registers: remembers the level wished for each line and, on the thread of its bus, writes what is
/// not written yet. At start and after a failure, whatever state the chip is in, all configured lines first get their safe levels.
/// </summary>
/// <param name="lines">The configured lines, a bit each.</param>
/// <param name="safe">Their safe voltages.</param>
/// <param name="open">Opens the chip's address on the bus.</param>
/// <param name="report">Told, in a sentence, when the chip has lost its levels.</param>
internal sealed class ExpanderChip(ExpanderAddress address, ushort lines, ushort safe, Func<ExpanderAddress, I2cDevice> open, Action<string> report)
{
    private const int MaxRest = 60;

    private readonly Lock _gate = new();
    private readonly IExpanderRegisters _registers = address.Kind switch
    {
        ExpanderKind.Pcf8574 => new Pcf857xRegisters(1),
        ExpanderKind.Pcf8575 => new Pcf857xRegisters(2),
        ExpanderKind.Mcp23008 => new Mcp230xxRegisters(1),
        _ => new Mcp230xxRegisters(2),
    };

    private readonly ushort _safe = safe;
    private ushort _held;
    private ushort _wished = safe;
    private ushort? _written;
    private string? _error;
    private bool _isReleased;
    private bool _isClosed;

    // Of the bus's thread alone.
    private I2cDevice? _device;
    private int _forgotten;
    private int _rest;

    /// <summary>Where it is.</summary>
    public ExpanderAddress Address => address;

    /// <summary>Why its lines are not at the levels they should have; <see langword="null"/>: they are, or soon will be.</summary>
    public string? Error => Volatile.Read(ref _error);

    /// <summary>Whether its last line was given back, so that it will be closed.</summary>
    public bool IsReleased => Volatile.Read(ref _isReleased);

    /// <summary>Whether nothing is open any more.</summary>
    public bool IsClosed => Volatile.Read(ref _isClosed);

    /// <summary>Lends a line.</summary>
    /// <param name="high">Its first voltage.</param>
    /// <returns><see langword="false"/>: somebody has it.</returns>
    public bool TryTake(ushort line, bool high)
    {
        lock (_gate)
        {
            if (_isReleased || (_held & line) != 0)
                return false;
            _held |= line;
            Wish(line, high);
            return true;
        }
    }

    /// <summary>Wishes a voltage for a line; a later wish replaces one that is not written yet.</summary>
    public void Set(ushort line, bool high)
    {
        lock (_gate)
            Wish(line, high);
    }

    /// <summary>Takes a line back at the level it has.</summary>
    public void Release(ushort line)
    {
        lock (_gate)
        {
            _held &= (ushort)~line;
            Volatile.Write(ref _isReleased, _held == 0);
        }
    }

    /// <summary>Whether the chip has been told the wished voltage of a line.</summary>
    public bool Shows(ushort line)
    {
        lock (_gate)
            return _written is { } written && ((written ^ _wished) & line) == 0;
    }

    /// <summary>Brings the chip to what is wished, as far as it answers, and closes it when it is released. For the bus's thread.</summary>
    /// <param name="look">Whether to read back what it was told, and to try again what failed.</param>
    public void Serve(bool look)
    {
        // Read before the wishes: whoever releases the last line has wished before.
        bool isReleased = IsReleased;
        if (Error is null || (look && !isReleased && !Rests()))
            Try(look);
        if (!isReleased)
            return;
        Close();
        Volatile.Write(ref _isClosed, true);
    }

    private bool Rests()
    {
        if (_rest == 0)
            return false;
        _rest--;
        return true;
    }

    private void Try(bool look)
    {
        try
        {
            try
            {
                Bring(look);
            }
            catch (IOException) when (_written is not null)
            {
                // One disturbed transfer is repeated at once, without going over the safe levels.
                Bring(look);
            }

            Volatile.Write(ref _error, null);
        }
        catch (Exception e)
        {
            // Whatever a driver throws: an exception that left this thread would end the daemon.
            Close();
            Volatile.Write(ref _error, $"{address}: {e.Message}");
        }
    }

    private void Bring(bool look)
    {
        if (_device is null)
        {
            _device = open(address);
            Start();
        }
        else if (look)
            Look();

        while (true)
        {
            ushort wished;
            lock (_gate)
                wished = _wished;
            if (wished == _written)
                return;
            _registers.Write(_device, lines, wished);
            Written(wished);
        }
    }

    private void Start()
    {
        Written(null);
        _registers.Start(_device!, lines, _safe);
        Written(_safe);
    }

    private void Look()
    {
        if (_registers.Keeps(_device!, lines, _written ?? _safe))
        {
            _forgotten = 0;
            return;
        }

        if (++_forgotten > 1)
        {
            // Each attempt drives the safe levels first, and relays must not chatter.
            _rest = Math.Min(1 << Math.Min(_forgotten, 6), MaxRest);
            throw new GpioException("it does not keep the levels that are written to it; look at its wiring and its supply.");
        }

        Start();
        report($"{address} had forgotten its levels, as after a loss of power; they are written anew, the safe ones first.");
    }

    private void Wish(ushort line, bool high) => _wished = (ushort)(high ? _wished | line : _wished & ~line);

    private void Written(ushort? levels)
    {
        lock (_gate)
            _written = levels;
    }

    private void Close()
    {
        _device?.Dispose();
        _device = null;
        Written(null);
    }
}
