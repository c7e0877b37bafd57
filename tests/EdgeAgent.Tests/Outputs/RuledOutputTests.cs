using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Tests.Gpio;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

/// <summary>Outputs whose lines come and go, on a kernel of the test's choice.</summary>
public sealed class RuledOutputTests
{
    private const string Path = "/dev/gpiochip0";

    private readonly FakeGpioKernel _kernel = new();
    private readonly FakeGpioChip _chip = new("gpiochip0", "pcf8574", "RELAY");
    private readonly List<string?> _reports = [];
    private TimeSpan _now = TimeSpan.FromHours(1);

    public RuledOutputTests() => _kernel.Chips[Path] = _chip;

    [Fact]
    public void TakesALineLater_ThatAnotherProcessHoldsAtStart()
    {
        _chip.Lines[0].Holder = "other";
        using RuledOutput output = Output();
        output.RuleStarted(_now);
        Pass(TimeSpan.FromSeconds(30), output);
        Assert.Equal(["pcf8574 line 0 (RELAY) is held by “other”; stop that program or choose another line."], _reports);
        Assert.Equal(_reports[0], output.Error);

        _chip.Lines[0].Holder = null;
        Pass(RuledOutput.RetryAfter + TimeSpan.FromSeconds(1), output);

        Assert.Null(output.Error);
        Assert.Null(_reports[^1]);
        Assert.Equal("edgevision", _chip.Lines[0].Holder);
        Assert.Equal([false, true], _chip.Lines[0].Voltages[..2]);
    }

    [Fact]
    public void TakesALineLater_ThatItMayNotOpenAtStart()
    {
        _chip.OpenError = Errno.EACCES;
        using RuledOutput output = Output();
        Assert.Contains("group “gpio”", output.Error, StringComparison.Ordinal);

        _chip.OpenError = 0;
        Pass(RuledOutput.RetryAfter + TimeSpan.FromSeconds(1), output);

        Assert.Null(output.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ComesBackAtItsSafeLevel_WhenItsChipVanishesAndReturns(bool safeActive)
    {
        using RuledOutput output = Output(safeActive ? OutputLevel.Active : OutputLevel.Inactive);
        Pass(TimeSpan.FromSeconds(1), output);
        output.RuleStarted(_now);

        _chip.Gone = true;
        _kernel.Chips.Clear();
        Pass(TimeSpan.FromSeconds(30), output);
        Assert.Equal(0, _kernel.OpenCount);
        Assert.Equal(
            [
                null,
                "pcf8574 line 0 (RELAY) is gone: its chip has been unplugged or its driver removed.",
                "There is no GPIO chip “pcf8574”; this machine has no chip that can be opened.",
            ],
            _reports);

        var returned = new FakeGpioChip("gpiochip3", "pcf8574", "RELAY");
        _kernel.Chips["/dev/gpiochip3"] = returned;
        Pass(RuledOutput.RetryAfter + TimeSpan.FromSeconds(1), output);

        Assert.Equal(safeActive, returned.Lines[0].Voltages[0]);
        Assert.True(returned.Lines[0].Voltages[^1]);
        Assert.Equal(1, _kernel.OpenCount);
        Assert.Null(output.Error);
    }

    [Fact]
    public void LeavesASafeLevelThatIsActive_WithTheFirstInference_WhenItsRuleDoesNotHold()
    {
        using RuledOutput output = Output(OutputLevel.Active);

        Pass(TimeSpan.FromSeconds(1), output);

        Assert.Equal([true, false], _chip.Lines[0].Voltages);
    }

    [Fact]
    public void StaysSafe_WhenItsLineComesAfterTheStop()
    {
        _chip.Lines[0].Holder = "other";
        using RuledOutput output = Output();
        output.RuleStarted(_now);
        output.Stop(_now);

        _chip.Lines[0].Holder = null;
        Pass(TimeSpan.FromSeconds(10), output);

        Assert.DoesNotContain(true, _chip.Lines[0].Voltages);
    }

    [Fact]
    public void RequestsNothing_AfterItsEnd()
    {
        _chip.Lines[0].Holder = "other";
        RuledOutput output = Output();
        output.Dispose();

        _chip.Lines[0].Holder = null;
        Pass(TimeSpan.FromSeconds(10), output);

        Assert.Equal(0, _kernel.OpenCount);
    }

    private RuledOutput Output(OutputLevel safe = OutputLevel.Inactive) => new(
        new OutputOptions { Name = "relay", Chip = "pcf8574", Line = "RELAY", Rule = "r", SafeLevel = safe },
        ["door"],
        new CharacterDeviceGpioLines(_kernel),
        (_, error) => _reports.Add(error));

    /// <summary>Lets time pass as the sink's timer and an inference thread that sees ten frames a second tell it.</summary>
    private void Pass(TimeSpan time, RuledOutput output)
    {
        for (TimeSpan end = _now + time; _now < end;)
        {
            _now += TimeSpan.FromMilliseconds(100);
            output.Judged(_now);
            output.Tick(_now);
        }
    }
}
