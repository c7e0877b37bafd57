using System.Device.Gpio;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Interop;

namespace EdgeVision.EdgeAgent.Tests.Gpio;

/// <summary>System.Device.Gpio on our lines, on a kernel of the test's choice.</summary>
public sealed class CharacterDeviceDriverTests : IDisposable
{
    private const int Lamp = 5;
    private const int Motion = 7;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FakeGpioKernel _kernel = new();
    private readonly FakeGpioChip _chip = new("gpiochip0", "pinctrl-rp1", "GPIO17", "GPIO27");
    private readonly LevelLog _log = new();
    private readonly GpioController _controller;

    public CharacterDeviceDriverTests()
    {
        _kernel.Chips["/dev/gpiochip0"] = _chip;
        _controller = Controller(new(null, "GPIO17"), new("pinctrl-rp1", "1") { Debounce = TimeSpan.FromMilliseconds(5), Consumer = "a test" });
    }

    public void Dispose() => _controller.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FirstLevelIsInsideTheRequest(bool high)
    {
        GpioPin pin = _controller.OpenPin(Lamp, PinMode.Output, high ? PinValue.High : PinValue.Low);
        Assert.Equal([high], _chip.Lines[0].Voltages);

        pin.Write(PinValue.High);
        pin.Toggle();

        Assert.Equal([high, true, false], _chip.Lines[0].Voltages);
        Assert.Equal(PinValue.Low, pin.Read());
    }

    [Fact]
    public void AnOutputWithoutAFirstLevelIsRefused_AndNothingIsDriven()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => _controller.OpenPin(Lamp, PinMode.Output));

        Assert.Equal("Pin 5 (line GPIO17) cannot become an output without a first level: whichever were chosen for you could switch something on. "
            + "Open it with one: OpenPin(5, PinMode.Output, PinValue.Low).", error.Message);
        Assert.Empty(_chip.Lines[0].Voltages);
        Assert.Equal(0, _kernel.OpenCount);
    }

    [Fact]
    public void AnOutputWithoutAFirstLevelTakesTheOneOfItsSettings()
    {
        using GpioController controller = Controller(new(null, "GPIO17") { FirstActive = false, ActiveLow = true }, new(null, "GPIO27"));

        controller.OpenPin(Lamp, PinMode.Output);
        controller.Write(Lamp, PinValue.High);

        Assert.Equal([true, false], _chip.Lines[0].Voltages);
    }

    [Fact]
    public void AnInputIsDebouncedByTheKernel_AndHeldUnderItsConsumersName()
    {
        _controller.OpenPin(Motion, PinMode.InputPullUp);

        Assert.Equal(GpioCode.FlagInput | GpioCode.FlagPullUp, _chip.Lines[1].Flags);
        Assert.Equal((5000u, "a test"), (_chip.Lines[1].Debounce, _chip.Lines[1].Holder));
        Assert.Equal(PinValue.Low, _controller.Read(Motion));
    }

    [Fact]
    public void EdgesComeToWhoAsksForThem_AndNoLevelThatWasThereBefore()
    {
        _kernel.Pull(_chip.Lines[1], high: true);
        GpioPin pin = _controller.OpenPin(Motion, PinMode.Input);
        pin.ValueChanged += Note;

        _kernel.Pull(_chip.Lines[1], high: false);
        _kernel.Pull(_chip.Lines[1], high: true);
        _log.Await(false, true);
        pin.ValueChanged -= Note;
        _kernel.Pull(_chip.Lines[1], high: false);
        Assert.True(SpinWait.SpinUntil(() => _chip.Lines[1].Edges.Count == 0, s_patience));

        Assert.Equal([false, true], _log.Levels);
        Assert.Empty(_log.Failures);
    }

    [Fact]
    public void ACallbackThatThrows_EndsNothing()
    {
        GpioPin pin = _controller.OpenPin(Motion, PinMode.Input);
        pin.ValueChanged += (_, _) => throw new InvalidOperationException("a defect");
        pin.ValueChanged += Note;

        _kernel.Pull(_chip.Lines[1], high: true);

        _log.Await(true);
        Assert.Equal("a defect", _log.AwaitFailure().Message);
    }

    [Fact]
    public async Task WaitsForAnEdge_UntilItsTimeIsOver()
    {
        _controller.OpenPin(Motion, PinMode.Input);
        Assert.True(_controller.WaitForEvent(Motion, PinEventTypes.Rising, TimeSpan.FromMilliseconds(1)).TimedOut);

        Task<WaitForEventResult> waiting = Task.Run(() => _controller.WaitForEvent(Motion, PinEventTypes.Falling, s_patience));
        while (await Task.WhenAny(waiting, Task.Delay(20)) != waiting)
            _kernel.Pull(_chip.Lines[1], !_chip.Lines[1].High);

        WaitForEventResult result = await waiting;
        Assert.Equal((false, PinEventTypes.Falling), (result.TimedOut, result.EventTypes));
    }

    [Fact]
    public async Task AChipThatVanishesIsReported_AndEndsAWait()
    {
        _controller.OpenPin(Motion, PinMode.Input);
        Task<WaitForEventResult> waiting = Task.Run(() => _controller.WaitForEvent(Motion, PinEventTypes.Rising, s_patience));
        Assert.True(SpinWait.SpinUntil(() => (_chip.Lines[1].Flags & GpioCode.FlagRisingEdges) != 0, s_patience));

        _chip.Gone = true;

        Assert.True(Assert.IsType<GpioException>(_log.AwaitFailure()).IsLineLost);
        await Assert.ThrowsAsync<GpioException>(() => waiting.WaitAsync(s_patience));
    }

    [Fact]
    public void NamesTheHolder_AndHasNothingOpenAfterwards()
    {
        _chip.Lines[1].Holder = "w1 bus";

        GpioException error = Assert.Throws<GpioException>(() => _controller.OpenPin(Motion, PinMode.Input));

        Assert.Contains("is held by “w1 bus”", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _kernel.OpenCount);
    }

    [Fact]
    public void ReleasesEverything_AtItsEnd()
    {
        _controller.OpenPin(Lamp, PinMode.Output, PinValue.High);
        _controller.OpenPin(Motion, PinMode.Input).ValueChanged += Note;
        Assert.Equal(2, _kernel.OpenCount);

        _controller.Dispose();

        Assert.Equal(0, _kernel.OpenCount);
    }

    [Fact]
    public void RefusesWhatAPinIsNot()
    {
        _controller.OpenPin(Lamp, PinMode.Output, PinValue.Low);
        _controller.OpenPin(Motion, PinMode.Input);

        // The controller itself keeps what is written to an input from the driver.
        _controller.Write(Motion, PinValue.High);
        Assert.Empty(_chip.Lines[1].Voltages);
        Assert.Throws<InvalidOperationException>(() => _controller.RegisterCallbackForPinValueChangedEvent(Lamp, PinEventTypes.Rising, Note));
        Assert.Contains("there are 5, 7", Assert.Throws<ArgumentOutOfRangeException>(() => _controller.OpenPin(6)).Message, StringComparison.Ordinal);
    }

    private GpioController Controller(GpioPinLine lamp, GpioPinLine motion)
    {
        var lines = new CharacterDeviceGpioLines(_kernel);
        return new GpioController(
            new CharacterDeviceDriver(new Dictionary<int, GpioPinLine> { [Lamp] = lamp, [Motion] = motion }, lines, lines, (_, error) => _log.Failed(error)));
    }

    private void Note(object sender, PinValueChangedEventArgs edge) => _log.Changed(edge.ChangeType == PinEventTypes.Rising);
}
