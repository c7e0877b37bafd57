using EdgeVision.EdgeAgent.Outputs.Gpio;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

public sealed class OutputControllerTests
{
    private static readonly OutputTiming s_timing = new(MinimumOn: Seconds(3), MinimumOff: Seconds(2), StaleAfter: Seconds(10), SafeActive: false);

    private readonly OutputController _controller = new(s_timing);

    [Fact]
    public void StaysSafe_UntilTheFirstInference()
    {
        _controller.Update(Seconds(1), demanded: true);
        _controller.Tick(Seconds(2), lastInference: null);
        Assert.False(_controller.Active);

        bool changed = _controller.Tick(Seconds(3), Seconds(3));

        Assert.True(changed && _controller.Active);
    }

    [Fact]
    public void StaysOn_ForTheMinimum()
    {
        TurnOnAt(Seconds(1));

        _controller.Update(Seconds(2), demanded: false);
        _controller.Tick(Seconds(3.9), Seconds(2));
        Assert.True(_controller.Active);
        _controller.Tick(Seconds(4), Seconds(2));

        Assert.False(_controller.Active);
    }

    [Fact]
    public void StaysOff_ForTheMinimum()
    {
        TurnOnAt(Seconds(1));
        _controller.Update(Seconds(5), demanded: false);

        _controller.Update(Seconds(6), demanded: true);
        _controller.Tick(Seconds(6.9), Seconds(6));
        Assert.False(_controller.Active);
        _controller.Tick(Seconds(7), Seconds(6));

        Assert.True(_controller.Active);
    }

    [Fact]
    public void GoesSafe_WhenInferencesStop_EvenWithinTheMinimum()
    {
        var controller = new OutputController(s_timing with { MinimumOn = Seconds(100) });
        controller.Tick(Seconds(1), Seconds(1));
        controller.Update(Seconds(1), demanded: true);
        Assert.False(controller.Tick(Seconds(10.9), Seconds(1)));

        bool changed = controller.Tick(Seconds(11), Seconds(1));

        Assert.True(changed);
        Assert.False(controller.Active);
    }

    [Fact]
    public void Returns_ToTheDemand_WhenInferencesReturn()
    {
        TurnOnAt(Seconds(1));
        _controller.Tick(Seconds(20), Seconds(1));

        _controller.Tick(Seconds(21), Seconds(21));
        Assert.False(_controller.Active);
        _controller.Tick(Seconds(22), Seconds(22));

        Assert.True(_controller.Active);
    }

    [Fact]
    public void Stop_IsForGood()
    {
        TurnOnAt(Seconds(1));

        Assert.True(_controller.Stop(Seconds(2)));
        _controller.Tick(Seconds(9), Seconds(9));
        _controller.Update(Seconds(9), demanded: true);

        Assert.False(_controller.Active);
    }

    [Fact]
    public void ActiveMayBeTheSafeLevel()
    {
        var controller = new OutputController(s_timing with { SafeActive = true });
        Assert.True(controller.Active);

        controller.Tick(Seconds(1), Seconds(1));
        controller.Update(Seconds(1), demanded: false);
        Assert.False(controller.Active);
        controller.Tick(Seconds(11), Seconds(1));

        Assert.True(controller.Active);
    }

    [Fact]
    public void WithoutAStaleLimit_OnlyStopGoesSafe()
    {
        var controller = new OutputController(s_timing with { StaleAfter = null });
        controller.Tick(Seconds(1), Seconds(1));
        controller.Update(Seconds(1), demanded: true);

        controller.Tick(TimeSpan.FromDays(400), Seconds(1));
        Assert.True(controller.Active);
        controller.Stop(TimeSpan.FromDays(401));

        Assert.False(controller.Active);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private void TurnOnAt(TimeSpan now)
    {
        _controller.Tick(now, now);
        _controller.Update(now, demanded: true);
        Assert.True(_controller.Active);
    }
}
