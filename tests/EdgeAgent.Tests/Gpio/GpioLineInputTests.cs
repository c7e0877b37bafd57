using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Interop;

namespace EdgeVision.EdgeAgent.Tests.Gpio;

/// <summary>Lines to listen to, on a kernel of the test's choice.</summary>
public sealed class GpioLineInputTests
{
    private readonly FakeGpioKernel _kernel = new();
    private readonly FakeGpioChip _chip = new("gpiochip0", "pinctrl-rp1", "ID_SDA", "GPIO27");
    private readonly CharacterDeviceGpioLines _lines;
    private readonly LevelLog _log = new();

    public GpioLineInputTests()
    {
        _kernel.Chips["/dev/gpiochip0"] = _chip;
        _lines = new CharacterDeviceGpioLines(_kernel);
    }

    private FakeGpioLine Line => _chip.Lines[1];

    [Theory]
    [InlineData("pinctrl-rp1", "GPIO27")]
    [InlineData("pinctrl-rp1", "1")]
    [InlineData("/dev/gpiochip0", "1")]
    [InlineData(null, "GPIO27")]
    public void IsFound_ByNameOrOffset_AndHeldUnderOurName(string? chip, string line)
    {
        using IGpioInput input = _lines.RequestInput(Request() with { Chip = chip, Line = line });

        Assert.Equal("pinctrl-rp1 line 1 (GPIO27)", input.Description);
        Assert.Equal("edgevision", Line.Holder);
        Assert.Empty(Line.Voltages);
    }

    [Theory]
    [InlineData(GpioBias.AsIs, 0)]
    [InlineData(GpioBias.PullUp, GpioCode.FlagPullUp)]
    [InlineData(GpioBias.PullDown, GpioCode.FlagPullDown)]
    [InlineData(GpioBias.Disabled, GpioCode.FlagNoBias)]
    internal void AsksTheKernel_ForBiasEdgesAndDebounce(GpioBias bias, ulong flag)
    {
        using IGpioInput input = _lines.RequestInput(Request() with { Bias = bias, Debounce = TimeSpan.FromMilliseconds(20) });

        Assert.Equal(GpioCode.FlagInput | GpioCode.FlagRisingEdges | GpioCode.FlagFallingEdges | flag, Line.Flags);
        Assert.Equal(20_000u, Line.Debounce);
    }

    [Fact]
    public void AsksForNeither_WhereNoneIsWanted()
    {
        using IGpioInput input = _lines.RequestInput(Request() with { Debounce = TimeSpan.Zero, WithEdges = false });

        Assert.Equal(GpioCode.FlagInput, Line.Flags);
        Assert.Equal(0u, Line.Debounce);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TellsTheLevelThatThereIs_AndEachChange_AfterActiveLow(bool activeLow)
    {
        Line.High = activeLow;
        using IGpioInput input = _lines.RequestInput(Request() with { ActiveLow = activeLow });
        input.Follow(_log.Changed, _log.Failed);
        Assert.Equal([false], _log.Levels);

        _kernel.Pull(Line, !activeLow);
        _log.Await(false, true);
        Assert.True(input.Read());
        _kernel.Pull(Line, activeLow);
        _log.Await(false, true, false);

        Assert.False(input.Read());
    }

    [Fact]
    public void TellsAPulse_ThatIsOverBeforeItIsLookedAt()
    {
        using IGpioInput input = _lines.RequestInput(Request());
        _kernel.Pull(Line, high: true);
        _kernel.Pull(Line, high: false);

        input.Follow(_log.Changed, _log.Failed);

        _log.Await(false, true, false);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TellsAPulse_OfWhichTheKernelSawTheEndAlone(bool level)
    {
        Line.High = level;
        using IGpioInput input = _lines.RequestInput(Request());
        input.Follow(_log.Changed, _log.Failed);

        _kernel.AddEdge(Line, active: level);

        _log.Await(level, !level, level);
    }

    [Fact]
    public void TakesAnEdgeFromBeforeItsFirstLook_ForNoPulse()
    {
        using IGpioInput input = _lines.RequestInput(Request());
        _kernel.AddEdge(Line, active: false);
        input.Follow(_log.Changed, _log.Failed);

        _kernel.Pull(Line, high: true);

        _log.Await(false, true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SaysSo_WhenItsChipVanishes_WhetherTheKernelWakesItOrNot(bool wakes)
    {
        _chip.WakesWhenGone = wakes;
        IGpioInput input = _lines.RequestInput(Request());
        input.Follow(_log.Changed, _log.Failed);

        _chip.Gone = true;

        GpioException error = Assert.IsType<GpioException>(_log.AwaitFailure());
        Assert.True(error.IsLineLost);
        Assert.Equal("pinctrl-rp1 line 1 (GPIO27) is gone: its chip has been unplugged or its driver removed.", error.Message);
        input.Dispose();
        Assert.Equal(0, _kernel.OpenCount);
    }

    [Fact]
    public void TellsNothing_OnceItIsDisposed()
    {
        IGpioInput input = _lines.RequestInput(Request());
        input.Follow(_log.Changed, _log.Failed);

        input.Dispose();
        _kernel.Pull(Line, high: true);

        Assert.Equal(0, _kernel.OpenCount);
        Assert.Null(Line.Holder);
        Assert.Equal([false], _log.Levels);
        Assert.Empty(_log.Failures);
        Assert.Throws<ObjectDisposedException>(() => input.Read());
    }

    [Fact]
    public void ReportsWhatThrewInsteadOfEndingTheProcess()
    {
        using IGpioInput input = _lines.RequestInput(Request());
        input.Follow(active => _ = active ? throw new InvalidOperationException("a defect") : 0, _log.Failed);

        _kernel.Pull(Line, high: true);

        Assert.Equal("a defect", _log.AwaitFailure().Message);
    }

    [Fact]
    public void NamesTheHolder_OfALineThatIsTaken()
    {
        Line.Holder = "w1 bus";

        Assert.Equal("pinctrl-rp1 line 1 (GPIO27) is held by “w1 bus”; stop that program or choose another line.", Refusal());
        Assert.Equal(0, _kernel.OpenCount);
    }

    [Fact]
    public void SaysSo_WhenTheChipHasNoInterrupts()
    {
        _chip.HasInterrupts = false;

        Assert.Equal("pinctrl-rp1 line 1 (GPIO27) cannot tell when it changes: its chip has no interrupts; choose a line of another chip.", Refusal());
    }

    private static GpioInputRequest Request() =>
        new("pinctrl-rp1", "GPIO27", ActiveLow: false, GpioBias.AsIs, Debounce: TimeSpan.Zero, WithEdges: true, "edgevision");

    private string Refusal() => Assert.Throws<GpioException>(() => _lines.RequestInput(Request())).Message;
}
