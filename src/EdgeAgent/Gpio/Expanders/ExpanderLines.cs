using System.Device.I2c;

namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>Lends lines of expanders on I²C buses, such as relay boards.</summary>
/// <remarks>Not by Iot.Device.Bindings, whose constructors write zeros first and so close every active-low relay at each start: see docs/adr.</remarks>
internal sealed class ExpanderLines : IGpioLines
{
    private readonly IReadOnlyList<GpioOutputRequest> _configured;
    private readonly Func<ExpanderAddress, I2cDevice> _open;
    private readonly Action<string> _report;
    private readonly TimeSpan _lookEvery;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ExpanderBus> _buses = new(StringComparer.Ordinal);

    /// <summary>Opens nothing yet.</summary>
    /// <param name="configured">Everything that will be requested: a chip's first transfer sets all its lines at once, those
    /// included whose turn comes later.</param>
    /// <param name="report">Told, in a sentence, when a chip has lost its levels.</param>
    public ExpanderLines(IEnumerable<GpioOutputRequest> configured, Action<string> report)
        : this(configured, report, static address => ExclusiveI2cDevice.Open(address.Bus, address.Address), TimeSpan.FromSeconds(1))
    {
    }

    /// <param name="open">Opens a chip's address on its bus.</param>
    /// <param name="lookEvery">How often chips are read back, and those that failed are tried again.</param>
    /// <inheritdoc cref="ExpanderLines(IEnumerable{GpioOutputRequest}, Action{string})"/>
    public ExpanderLines(IEnumerable<GpioOutputRequest> configured, Action<string> report, Func<ExpanderAddress, I2cDevice> open, TimeSpan lookEvery)
    {
        _configured = [.. configured.Where(request => request.Expander is not null)];
        _report = report;
        _open = open;
        _lookEvery = lookEvery;
    }

    public IGpioOutput RequestOutput(GpioOutputRequest request)
    {
        ExpanderAddress address = request.Expander ?? throw new GpioException($"{request.Description} is no line of an expander.");
        int number = address.LineOf(request.Line);
        if (number < 0)
            throw new GpioException($"{address} has no line “{request.Line}”; its lines are 0 to {address.LineCount - 1}.");

        if (!_configured.Contains(request))
            throw new GpioException($"{request.Description} was not announced.");

        ExpanderBus bus = BusOf(address);
        if (bus.Hang is { } hang)
            throw new GpioException(hang);
        ExpanderChip chip;
        lock (_gate)
        {
            chip = bus.Find(address, () => Make(address));
            if (!chip.TryTake((ushort)(1 << number), request.InitiallyActive != request.ActiveLow))
                throw new GpioException($"{request.Description} is held already; choose another line.");
        }

        var line = new ExpanderLine(bus, chip, number, request.ActiveLow);
        bus.Wake();
        bool isDone = bus.Await(() => chip.Shows((ushort)(1 << number)) || chip.Error is not null, ExpanderBus.HangsAfter);
        if (isDone && chip.Error is null)
            return line;

        string error = chip.Error ?? bus.Hang ?? $"{address} was given no turn on its bus.";
        line.Dispose();
        throw new GpioException(error);
    }

    private ExpanderBus BusOf(ExpanderAddress address)
    {
        lock (_gate)
        {
            if (!_buses.TryGetValue(address.Bus, out ExpanderBus? bus))
                _buses.Add(address.Bus, bus = new ExpanderBus(address.Bus, _lookEvery));
            return bus;
        }
    }

    private ExpanderChip Make(ExpanderAddress address)
    {
        int lines = 0, safe = 0;
        foreach (GpioOutputRequest request in _configured.Where(request => request.Expander == address && address.LineOf(request.Line) >= 0))
        {
            int line = 1 << address.LineOf(request.Line);
            lines |= line;
            if (request.InitiallyActive != request.ActiveLow)
                safe |= line;
        }

        return new ExpanderChip(address, (ushort)lines, (ushort)safe, _open, _report);
    }
}
