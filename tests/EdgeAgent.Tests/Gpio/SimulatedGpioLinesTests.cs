using EdgeVision.EdgeAgent.Gpio;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Gpio;

public sealed class SimulatedGpioLinesTests
{
    private static readonly GpioOutputRequest s_lamp = new(null, "lamp", ActiveLow: true, InitiallyActive: false, "test");

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Tell_EachChangeWithItsTime()
    {
        var printed = new List<SimulatedLevel>();
        var lines = new SimulatedGpioLines(_clock, printed.Add);
        DateTimeOffset start = _clock.GetUtcNow();
        using IGpioOutput output = lines.RequestOutput(s_lamp);

        _clock.Advance(TimeSpan.FromSeconds(2));
        output.Set(true);
        output.Set(true);

        Assert.Equal([new(start, "simulated line lamp", false), new(start.AddSeconds(2), "simulated line lamp", true)], printed);
    }

    [Fact]
    public void Lends_ALineOnceAtATime()
    {
        var lines = new SimulatedGpioLines(_clock);
        IGpioOutput first = lines.RequestOutput(s_lamp);
        Assert.Throws<GpioException>(() => lines.RequestOutput(s_lamp));

        first.Dispose();
        using IGpioOutput second = lines.RequestOutput(s_lamp);

        Assert.Throws<ObjectDisposedException>(() => first.Set(true));
    }
}
