using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Tests.Gpio;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

public sealed class LineReleaseTests
{
    private readonly FakeGpioKernel _kernel = new();
    private readonly FakeGpioChip _chip = new("gpiochip0", "pinctrl-rp1", "GPIO16", "GPIO17");
    private readonly CharacterDeviceGpioLines _lines;

    public LineReleaseTests()
    {
        _kernel.Chips["/dev/gpiochip0"] = _chip;
        _lines = new CharacterDeviceGpioLines(_kernel);
    }

    [Theory]
    [InlineData(false, false, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    public void Line_IsDrivenToItsSafeVoltage_AndLeftFree(bool safeActive, bool activeLow, bool voltage)
    {
        OutputLevel safe = safeActive ? OutputLevel.Active : OutputLevel.Inactive;

        LineRelease release = LineRelease.AtSafeLevel(HeldLine.From(Lamp with { SafeLevel = safe, ActiveLow = activeLow }), _lines);

        Assert.Equal(new LineRelease("lamp", "pinctrl-rp1 line 1 (GPIO17)", safe, null), release);
        Assert.Equal([voltage], _chip.Lines[1].Voltages);
        Assert.Null(_chip.Lines[1].Holder);
        Assert.Equal(0, _kernel.OpenCount);
    }

    [Fact]
    public void Line_OfARunningDaemon_IsLeftAlone()
    {
        using IGpioOutput held = _lines.RequestOutput(new GpioOutputRequest(null, "GPIO17", ActiveLow: false, InitiallyActive: true, "edgevision"));

        LineRelease release = LineRelease.AtSafeLevel(HeldLine.From(Lamp), _lines);

        Assert.Contains("held by “edgevision”", release.Error, StringComparison.Ordinal);
        Assert.Equal([true], _chip.Lines[1].Voltages);
    }

    [Fact]
    public void Line_ThatIsNotThere_IsNamed()
    {
        LineRelease release = LineRelease.AtSafeLevel(HeldLine.From(Lamp with { Line = "GPIO99" }), _lines);

        Assert.Contains("GPIO99", release.Error, StringComparison.Ordinal);
        Assert.Equal("line GPIO99", release.Line);
    }

    [Fact]
    public void HeldLines_AreFoundAsTheyWereNotedLast()
    {
        using var folder = new TemporaryFolder();
        OutputOptions siren = Lamp with { Name = "siren", Chip = "pinctrl-rp1", Line = "4", ActiveLow = true, SafeLevel = OutputLevel.Active };
        OutputOptions simulated = Lamp with { Name = "pretended", Driver = OutputDriver.Simulated };

        OutputOptions relay = Lamp with { Name = "relay", Driver = OutputDriver.Mcp23017, Bus = "1", Address = "0x21", Line = "9" };

        Assert.Null(HeldLine.Find(folder.Path));
        HeldLine.Note(folder.Path, [Lamp]);
        HeldLine.Note(folder.Path, [siren, simulated, relay]);

        Assert.Equal(
            [
                new HeldLine("siren", new GpioOutputRequest("pinctrl-rp1", "4", ActiveLow: true, InitiallyActive: true, "edgevision")),
                new HeldLine("relay", new GpioOutputRequest(null, "9", ActiveLow: false, InitiallyActive: false, "edgevision")
                {
                    Expander = new ExpanderAddress(ExpanderKind.Mcp23017, "/dev/i2c-1", 0x21),
                }),
            ],
            HeldLine.Find(folder.Path));
    }

    private static OutputOptions Lamp => new() { Name = "lamp", Line = "GPIO17", Rule = "any" };
}
