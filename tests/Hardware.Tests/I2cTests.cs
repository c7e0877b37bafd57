using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>Relay boards and a display on a real I²C bus, with every level seen by the chip; the service has the drop-in that gives it buses.</summary>
public sealed class I2cTests : IDisposable
{
    private const string BusesDropIn = "/usr/share/edgevision/systemd/i2c.conf";
    private const int Expander = 0x20;

    // Lines of both tests' chips. Two lamps follow a rule, one of them active at 0 V; the alarm is active where nothing is known, and 0 V is active.
    private const int Lamp = 0, LowLamp = 3, Alarm = 6;
    private const int Configured = 1 << Lamp | 1 << LowLamp | 1 << Alarm;
    private const int Safe = 1 << LowLamp;
    private const int Seen = 1 << Lamp | 1 << Alarm;

    private readonly ServiceState _state = new();
    private I2cBus? _bus;

    public void Dispose()
    {
        // First the service, with what it runs after a kill: a transfer that the bus is pulled away from is rightly complained of.
        _state.Dispose();
        _bus?.Dispose();
    }

    [VmFact]
    public void Pcf8574_IsToldTheSafeLevelsFirst_AndAtItsEnd_AndAfterAKill()
    {
        WiredPcf8574 chip = new(Expander);
        I2cBus bus = BusWith(chip);
        ServiceState.DropIn(File.ReadAllText(BusesDropIn));

        Service.RestartWith(Configuration(bus, "pcf8574"));
        WaitFor(chip, Seen);
        Assert.Equal(Port(Safe), chip.Ports[0]);
        Service.Stop();
        Assert.Equal(Port(Safe), chip.Port);

        Service.Restart();
        WaitFor(chip, Seen);
        chip.LosePower();
        // A lamp active at 0 V is off at power-on, and so is found.
        WaitFor(chip, Seen);
        Assert.Equal(Port(Safe), chip.Ports[0]);

        Journal journal = Journal.FromNow();
        Shell.Run("kill", "-KILL", $"{Service.ProcessId}");
        WaitFor(chip, Safe);
        journal.WaitFor("line 3 is inactive.", FollowedLine.Limit);
    }

    [VmFact]
    public void Mcp23017_DrivesNoOtherLevelThanTheSafeOne_BeforeSomethingIsSeen()
    {
        WiredMcp23017 chip = new(Expander);
        I2cBus bus = BusWith(chip);
        ServiceState.DropIn(File.ReadAllText(BusesDropIn));

        Service.RestartWith(Configuration(bus, "mcp23017"));

        Eventually.True(() => chip.Driven.Contains((Configured, Seen)), FollowedLine.Limit, () => $"the chip drove {Words(chip)}; {Service.Status}");
        Assert.Equal((Configured, Safe), chip.Driven[0]);
        Assert.All(chip.Driven, now => Assert.Equal(0, now.Lines & ~Configured));
    }

    [VmFact]
    public void Bus_ThatIsPulledOutAndPutBack_BeginsWithTheSafeLevels()
    {
        WiredPcf8574 chip = new(Expander);
        I2cBus bus = BusWith(chip);
        ServiceState.DropIn(File.ReadAllText(BusesDropIn));
        Service.RestartWith(Configuration(bus, "pcf8574"));
        WaitFor(chip, Seen);
        string path = bus.Path;
        Journal journal = Journal.FromNow();

        bus.PullOut();
        journal.WaitFor("cannot be driven; trying again until it can.", FollowedLine.Limit);
        chip.LosePower();
        bus.PlugIn();

        Assert.Equal(path, bus.Path);
        WaitFor(chip, Seen);
        Assert.Equal(Port(Safe), chip.Ports[0]);
    }

    [VmFact]
    public void WithoutTheDropIn_TheJournalNamesIt_AndNothingIsWritten()
    {
        WiredPcf8574 chip = new(Expander);
        I2cBus bus = BusWith(chip);
        Journal journal = Journal.FromNow();

        Service.RestartWith(Configuration(bus, "pcf8574"));

        journal.WaitFor(
            $"{bus.Path} may not be opened; run as a member of the group that owns it, or switch the service's drop-in for I²C on; see docs/operations.md.",
            FollowedLine.Limit);
        Assert.Empty(chip.Ports);
    }

    [VmFact]
    public void Display_ShowsWhatIsSeen()
    {
        WiredOled display = new(0x3C);
        I2cBus bus = BusWith(display);
        ServiceState.DropIn(File.ReadAllText(BusesDropIn));
        Dictionary<string, object> configuration = FollowedLine.Configuration();
        configuration["display"] = new { kind = "ssd1306", bus = bus.Path };

        Service.RestartWith(configuration);

        Eventually.True(() => display is { IsOn: true, HasPicture: true }, FollowedLine.Limit, () => $"the display shows nothing; {Service.Status}");
    }

    private I2cBus BusWith(IWiredChip chip) => _bus = I2cBus.With(chip);

    private static Dictionary<string, object> Configuration(I2cBus bus, string driver) => FollowedLine.Configuration(
        Output(bus, driver, "lamp", Lamp, activeLow: false, "inactive", FollowedLine.Seen),
        Output(bus, driver, "low-lamp", LowLamp, activeLow: true, "inactive", FollowedLine.Seen),
        Output(bus, driver, "alarm", Alarm, activeLow: true, "active", FollowedLine.NotYet));

    private static object Output(I2cBus bus, string driver, string name, int line, bool activeLow, string safeLevel, string rule) =>
        new { name, driver, bus = bus.Path, address = $"0x{Expander:x}", line = $"{line}", activeLow, safeLevel, rule, staleAfter = "3s" };

    // What nobody configured stays an input, which this chip is told by a 1.
    private static byte Port(int levels) => (byte)(levels | ~Configured);

    private static void WaitFor(WiredPcf8574 chip, int levels) =>
        Eventually.True(() => chip.Port == Port(levels), Service.StartLimit, () =>
            $"the chip was told {string.Join(' ', chip.Ports.Select(port => $"{port:x2}"))}; {Service.Status}");

    private static string Words(WiredMcp23017 chip) => string.Join(", ", chip.Driven.Select(now => $"{now.Levels:x4} of {now.Lines:x4}"));
}
