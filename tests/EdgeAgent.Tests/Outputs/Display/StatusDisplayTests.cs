using EdgeVision.EdgeAgent.Outputs.Display;
using EdgeVision.EdgeAgent.Tests.Peripherals;
using EdgeVision.Peripherals;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Outputs.Display;

public sealed class StatusDisplayTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<DisplayWire> _wires = [];
    private readonly List<string?> _reports = [];
    private bool _isGone;

    [Fact]
    public void ADisplayThatIsUnplugged_IsToldOnce_AndTriedAgain()
    {
        using StatusDisplay display = Display();
        display.Refresh();
        _isGone = _wires[0].IsGone = true;

        Pass(TimeSpan.FromMinutes(1), display);
        Assert.Equal(["nothing answers there"], _reports);
        Assert.InRange(_wires.Count, 11, 14);
        Assert.All(_wires, static wire => Assert.True(wire.IsClosed));

        _isGone = false;
        Pass(TimeSpan.FromSeconds(6), display);
        Assert.Equal(["nothing answers there", null], _reports);
        Assert.NotEmpty(_wires[^1].Transfers);
    }

    [Fact]
    public void ABusThatIsNotThere_IsToldOnce()
    {
        using var display = new StatusDisplay(
            () => throw new IOException("there is no /dev/i2c-9"), static () => new DisplayState { Device = "gate" }, _time, _reports.Add);

        Pass(TimeSpan.FromMinutes(1), display);

        Assert.Equal(["there is no /dev/i2c-9"], _reports);
    }

    [Fact]
    public void WhateverTheStateThrows_StaysHere()
    {
        using var display = new StatusDisplay(
            () => TextDisplays.Character(new DisplayWire(), 16, 2), static () => throw new InvalidOperationException("a defect"), _time, _reports.Add);

        display.Refresh();

        Assert.Equal(["a defect"], _reports);
    }

    private void Pass(TimeSpan time, StatusDisplay display)
    {
        for (TimeSpan passed = default; passed < time; passed += TimeSpan.FromMilliseconds(500))
        {
            _time.Advance(TimeSpan.FromMilliseconds(500));
            display.Refresh();
        }
    }

    private StatusDisplay Display() => new(
        () =>
        {
            _wires.Add(new DisplayWire { IsGone = _isGone });
            return TextDisplays.Character(_wires[^1], 16, 2);
        },
        static () => new DisplayState { Device = "gate" },
        _time,
        _reports.Add);
}
