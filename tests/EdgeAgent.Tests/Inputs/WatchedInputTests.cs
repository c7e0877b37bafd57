using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Interop;
using EdgeVision.EdgeAgent.Inputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Gpio;
using EdgeVision.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Inputs;

/// <summary>Inputs of each kind whose lines come and go, on a kernel of the test's choice.</summary>
public sealed class WatchedInputTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FakeGpioKernel _kernel = new();
    private readonly FakeGpioChip _chip = new("gpiochip0", "pinctrl-rp1", "GPIO27");
    private readonly FakeTimeProvider _time = new();
    private readonly List<string?> _reports = [];
    private WatchedInput? _input;

    public WatchedInputTests() => _kernel.Chips["/dev/gpiochip0"] = _chip;

    /// <summary>Each kind, with active at the supply's voltage and at 0 V.</summary>
    public static TheoryData<string, bool> Kinds =>
        new() { { "Line", false }, { "Line", true }, { "Pir", false }, { "Pir", true }, { "Button", false }, { "Button", true } };

    private FakeGpioLine Line => _chip.Lines[0];

    public void Dispose() => _input?.Dispose();

    [Theory, MemberData(nameof(Kinds))]
    public void IsActiveWhileItsLineIs(string kind, bool activeLow)
    {
        Line.High = activeLow;
        WatchedInput input = Open(kind, activeLow: activeLow);
        Assert.Equal(ConditionState.Inactive, input.State);

        for (int i = 0; i < 3; i++)
        {
            _kernel.Pull(Line, !activeLow);
            Await(ConditionState.Active);
            _kernel.Pull(Line, activeLow);
            Await(ConditionState.Inactive);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void KnowsAtOnce_ThatItsLineIsActiveAlready(string kind, bool activeLow)
    {
        Line.High = !activeLow;

        WatchedInput input = Open(kind, activeLow: activeLow);

        Assert.Equal(ConditionState.Active, input.State);
        _kernel.Pull(Line, activeLow);
        Await(ConditionState.Inactive);
    }

    [Theory, InlineData("Line"), InlineData("Pir"), InlineData("Button")]
    public void HasTheKernelDebounce_AndPullTheLine(string kind)
    {
        Open(kind);

        Assert.Equal(20_000u, Line.Debounce);
        Assert.Equal(GpioCode.FlagInput | GpioCode.FlagPullUp | GpioCode.FlagRisingEdges | GpioCode.FlagFallingEdges, Line.Flags);
        Assert.Equal("edgevision", Line.Holder);
        Assert.Equal([null], _reports);
        Assert.Equal("pinctrl-rp1 line 0 (GPIO27)", _input!.Description);
    }

    [Theory, InlineData("Line"), InlineData("Pir"), InlineData("Button")]
    public void HoldsOn_AfterItsLineHasBecomeInactive(string kind)
    {
        WatchedInput input = Open(kind, holdFor: TimeSpan.FromSeconds(30));
        _kernel.Pull(Line, high: true);
        Await(ConditionState.Active);

        _kernel.Pull(Line, high: false);
        Assert.True(SpinWait.SpinUntil(() => Line.Edges.Count == 0, s_patience));
        Assert.Equal(ConditionState.Active, input.State);
        // The edge is taken by a thread, and the time counts from then on.
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                _time.Advance(TimeSpan.FromSeconds(29));
                return input.State == ConditionState.Inactive;
            },
            s_patience));
    }

    [Fact]
    public void APulseShorterThanALook_StillCounts()
    {
        WatchedInput input = Open("Line", holdFor: TimeSpan.FromSeconds(30));

        _kernel.Pull(Line, high: true);
        _kernel.Pull(Line, high: false);

        Await(ConditionState.Active);
        Assert.Null(input.Error);
    }

    [Theory, InlineData("Line"), InlineData("Pir"), InlineData("Button")]
    public void ALineThatIsHeld_IsNamedWithItsHolder_AndTakenWhenFree(string kind)
    {
        Line.Holder = "gpioset";
        WatchedInput input = Open(kind);
        input.Request();
        Assert.Equal(ConditionState.Unknown, input.State);
        Assert.Equal("pinctrl-rp1 line 0 (GPIO27) is held by “gpioset”; stop that program or choose another line.", input.Error);
        Assert.Equal([input.Error], _reports);

        Line.Holder = null;
        input.Request();

        Assert.Equal((ConditionState.Inactive, null), (input.State, input.Error));
        Assert.Null(_reports[^1]);
    }

    [Theory, InlineData("Line"), InlineData("Pir"), InlineData("Button")]
    public void NobodyKnowsHowItIs_WhileItsChipIsAway_AndItComesBackByItself(string kind)
    {
        WatchedInput input = Open(kind, holdFor: TimeSpan.FromHours(1));
        _kernel.Pull(Line, high: true);
        Await(ConditionState.Active);

        _chip.Gone = true;
        _kernel.Chips.Clear();
        Await(ConditionState.Unknown);
        input.Request();
        Assert.Equal(ConditionState.Unknown, input.State);
        Assert.Equal(0, _kernel.OpenCount);
        Assert.Equal(
            [null, "pinctrl-rp1 line 0 (GPIO27) is gone: its chip has been unplugged or its driver removed.",
                "There is no GPIO chip “pinctrl-rp1”; this machine has no chip that can be opened."],
            _reports);

        var returned = new FakeGpioChip("gpiochip3", "pinctrl-rp1", "GPIO27");
        _kernel.Chips["/dev/gpiochip3"] = returned;
        input.Request();
        Assert.Equal((ConditionState.Inactive, null), (input.State, input.Error));
        _kernel.Pull(returned.Lines[0], high: true);
        Await(ConditionState.Active);
    }

    [Fact]
    public void WhatIsNoRefusalOfALine_IsATroubleToo_AndEndsNothing()
    {
        int calls = 0;
        using var input = new WatchedInput(Options("Line"), (_, changed, failed) => ++calls == 1
            ? throw new InvalidOperationException("a defect")
            : new LineDevice(Options("Line"), new CharacterDeviceGpioLines(_kernel), changed, failed), _time, Report);

        input.Request();
        Assert.Equal("GPIO27 cannot be opened: a defect (InvalidOperationException)", input.Error);
        input.Request();

        Assert.Null(input.Error);
    }

    [Fact]
    public void IsAskedWithoutAllocating()
    {
        WatchedInput input = Open("Pir");

        Assert.Equal(0, Allocated.By(() => _ = input.State));
    }

    [Theory, InlineData("Line"), InlineData("Pir"), InlineData("Button")]
    public void ReleasesItsLine_AndRequestsNothingAfterItsEnd(string kind)
    {
        WatchedInput input = Open(kind);

        input.Dispose();
        input.Request();

        Assert.Equal(0, _kernel.OpenCount);
        Assert.Equal(ConditionState.Unknown, input.State);
    }

    [Fact]
    public void ASetRequestsAgainByItself_AndTellsWhatIsWrong()
    {
        Line.Holder = "gpioset";
        var input = new WatchedInput(Options("Line"), Open, _time, Report);
        using var set = new InputSet([input], _time);

        set.Start();
        Assert.Equal("input pir: pinctrl-rp1 line 0 (GPIO27) is held by “gpioset”; stop that program or choose another line.", Assert.Single(set.Errors));
        Line.Holder = null;
        _time.Advance(InputSet.RetryAfter);

        Assert.Empty(set.Errors);
        Assert.Same(input, set.Find("pir"));
        Assert.Null(set.Find(null));
    }

    [Fact]
    public void ASimulatedInputIsAlwaysActive()
    {
        foreach (string kind in (string[])["Line", "Pir", "Button"])
        {
            using var input = new WatchedInput(
                Options(kind), (options, changed, failed) => InputDevices.Open(options, new SimulatedGpioInputs(), changed, failed), _time, Report);
            input.Request();

            Assert.Equal(ConditionState.Active, input.State);
        }
    }

    private static InputOptions Options(string kind, bool activeLow = false, TimeSpan holdFor = default) => new()
    {
        Name = "pir",
        Kind = Enum.Parse<InputKind>(kind),
        Chip = "pinctrl-rp1",
        Line = "GPIO27",
        ActiveLow = activeLow,
        Bias = GpioBias.PullUp,
        HoldFor = holdFor,
    };

    private WatchedInput Open(string kind, bool activeLow = false, TimeSpan holdFor = default)
    {
        _input = new WatchedInput(Options(kind, activeLow, holdFor), Open, _time, Report);
        _input.Request();
        return _input;
    }

    private IInputDevice Open(InputOptions options, Action<bool> changed, Action<Exception> failed) =>
        InputDevices.Open(options, new CharacterDeviceGpioLines(_kernel), changed, failed);

    private void Report(WatchedInput input, string? error) => _reports.Add(error);

    private void Await(ConditionState state) =>
        Assert.True(SpinWait.SpinUntil(() => _input!.State == state, s_patience), $"it is {_input!.State}, not {state}; {_input.Error}");
}
