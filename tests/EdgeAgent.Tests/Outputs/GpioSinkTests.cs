using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Gpio;
using EdgeVision.EdgeAgent.Tests.Inputs;
using EdgeVision.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

public sealed class GpioSinkTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<bool> _levels = [];
    private readonly List<string> _refusals = [];

    [Fact]
    public void FollowsTheRule_InFrontOfAnyCamera()
    {
        using GpioSink sink = Sink(new OutputOptions { Name = "lamp", Rule = "r" });
        sink.OnFrame(Frame("door"));

        sink.OnEvent(Event("door", VisionEventKind.Start));
        sink.OnEvent(Event("yard", VisionEventKind.Start));
        sink.OnEvent(Event("door", VisionEventKind.End));
        Assert.Equal([false, true], _levels);

        sink.OnEvent(Event("yard", VisionEventKind.End));
        Assert.Equal([false, true, false], _levels);
    }

    [Fact]
    public void GoesSafe_WhenNothingIsInferredForTooLong()
    {
        using GpioSink sink = Sink(new OutputOptions { Name = "lamp", Rule = "r", StaleAfter = TimeSpan.FromSeconds(5) });
        sink.OnFrame(Frame("door"));
        sink.OnEvent(Event("door", VisionEventKind.Start));

        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal([false, true], _levels);
        _time.Advance(TimeSpan.FromSeconds(0.2));

        Assert.Equal([false, true, false], _levels);
    }

    [Fact]
    public void IsNotStale_WhileTheCamerasInputIsKnownNotToBeActive()
    {
        using GpioSink sink = Sink(new OutputOptions { Name = "siren", Rule = "r", SafeLevel = OutputLevel.Active, StaleAfter = TimeSpan.FromSeconds(5) });

        for (int second = 0; second < 20; second++)
        {
            sink.OnSkipped("door", ConditionState.Inactive);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([true, false], _levels);
        for (int second = 0; second < 6; second++)
        {
            sink.OnSkipped("door", ConditionState.Unknown);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([true, false, true], _levels);
    }

    [Fact]
    public void GoesSafe_WhenNobodyKnowsHowTheConditionOfItsRuleIs()
    {
        var condition = new SetCondition(ConditionState.Inactive);
        using GpioSink sink = Sink(
            new OutputOptions { Name = "siren", Rule = "r", SafeLevel = OutputLevel.Active, StaleAfter = TimeSpan.FromSeconds(5) }, condition);
        sink.OnFrame(Frame("door"));
        Assert.Equal([true, false], _levels);

        condition.State = ConditionState.Unknown;
        for (int second = 0; second < 6; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            sink.OnFrame(Frame("door"));
        }

        Assert.Equal([true, false, true], _levels);
        condition.State = ConditionState.Active;
        sink.OnFrame(Frame("door"));
        Assert.Equal([true, false, true, false], _levels);
    }

    [Fact]
    public void Stop_GoesSafeAtOnce_AndStaysSo()
    {
        using GpioSink sink = Sink(new OutputOptions { Name = "lamp", Rule = "r", MinimumOn = TimeSpan.FromHours(1), SafeLevel = OutputLevel.Inactive });
        sink.OnFrame(Frame("door"));
        sink.OnEvent(Event("door", VisionEventKind.Start));

        sink.Stop();
        sink.OnFrame(Frame("door"));
        sink.OnEvent(Event("yard", VisionEventKind.Start));

        Assert.Equal([false, true, false], _levels);
    }

    [Fact]
    public void DrivesAgain_WhatTheLineRefused()
    {
        bool refuses = true;
        var lines = new StubbornLines(active =>
        {
            if (refuses)
                throw new GpioException("no");
            _levels.Add(active);
        });
        using var sink = new GpioSink([new RuledOutput(new OutputOptions { Name = "lamp", Rule = "r" }, ["door"], lines, (_, reason) => _refusals.Add(reason
            ?? "obeys"))], _time);
        sink.OnFrame(Frame("door"));

        sink.OnEvent(Event("door", VisionEventKind.Start));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["obeys", "no"], _refusals);
        refuses = false;
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.Equal([true], _levels);
        Assert.Equal(["obeys", "no", "obeys"], _refusals);
    }

    [Fact]
    public void DrivesALineWithoutAllocating()
    {
        var kernel = new QuietGpioKernel();
        var options = new OutputOptions { Name = "lamp", Rule = "r", Line = "LAMP" };
        using var sink = new GpioSink([new RuledOutput(options, ["door"], new CharacterDeviceGpioLines(kernel), (_, reason) => _refusals.Add(reason
            ?? "obeys"))], _time);
        Switch(1);
        long driven = kernel.Driven;

        long allocated = Allocated.By(() => Switch(100));

        Assert.Equal((0, driven + 200), (allocated, kernel.Driven));

        void Switch(int times)
        {
            for (int i = 0; i < times; i++)
            {
                sink.OnFrame(Frame("door"));
                sink.OnEvent(Event("door", VisionEventKind.Start));
                sink.OnEvent(Event("door", VisionEventKind.End));
            }
        }
    }

    private GpioSink Sink(OutputOptions options, ICondition? condition = null)
    {
        var lines = new SimulatedGpioLines(_time, level => _levels.Add(level.Active));
        return new GpioSink([new RuledOutput(options, ["door", "yard"], lines, (_, reason) => _refusals.Add(reason ?? "obeys"), condition)], _time);
    }

    private static VisionEvent Event(string camera, VisionEventKind kind) =>
        new(Guid.Empty, "r", camera, kind, default, "person", default, 1, default, default);

    private static FrameResult Frame(string camera) => new()
    {
        Camera = camera,
        Sequence = 1,
        CapturedAt = default,
        Latency = default,
        Scene = new Scene { Width = 16, Height = 16 },
        Timings = default,
    };

    private sealed class StubbornLines(Action<bool> set) : IGpioLines, IGpioOutput
    {
        public string Description => "stubborn";

        public IGpioOutput RequestOutput(GpioOutputRequest request) => this;

        public void Set(bool active) => set(active);

        public void Dispose()
        {
        }
    }
}
