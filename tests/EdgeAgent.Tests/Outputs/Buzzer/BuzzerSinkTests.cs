using EdgeVision.EdgeAgent.Outputs.Buzzer;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.Peripherals;

namespace EdgeVision.EdgeAgent.Tests.Outputs.Buzzer;

public sealed class BuzzerSinkTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly RecordedChannel _channel = new();
    private readonly List<string> _reports = [];
    private TimeSpan _beep = TimeSpan.FromMilliseconds(1);

    public void Dispose() => _channel.Dispose();

    [Fact]
    public void BeepsThreeTimes_WhenItsRuleBegins()
    {
        using BuzzerSink sink = Sink();

        sink.OnEvent(Event("other", VisionEventKind.Start));
        sink.OnEvent(Event("alarm", VisionEventKind.Update));
        sink.OnEvent(Event("alarm", VisionEventKind.Start));

        Await(static words => words.Count(static word => word == "start") == 3 && words[^1] == "stop");
        sink.Dispose();
        Await(static words => words[^1] == "closed");
        Assert.Equal(
            ["stop", "880 Hz", "start", "stop", "start", "stop", "start", "stop", "stop", "closed"],
            _channel.Words.Where((word, i) => i < 2 || word != "880 Hz"));
    }

    [Fact]
    public void IsSilentAtStart_WhateverAKilledProcessLeft()
    {
        using BuzzerSink sink = Sink();

        Await(static words => words.SequenceEqual(["stop"]));
    }

    [Fact]
    public void IsSilentAtStop_InTheMiddleOfABeep()
    {
        _beep = TimeSpan.FromHours(1);
        BuzzerSink sink = Sink();
        sink.OnEvent(Event("alarm", VisionEventKind.Start));
        Await(static words => words[^1] == "start");

        sink.Dispose();

        Await(static words => words[^1] == "closed");
        Assert.Equal(["start", "stop", "stop", "closed"], _channel.Words[^4..]);
    }

    [Fact]
    public void AChannelThatIsGone_IsToldOnce_AndTriedAgainWithTheNextSignal()
    {
        _channel.IsGone = true;
        using BuzzerSink sink = Sink();
        Assert.True(SpinWait.SpinUntil(() => Reports().Length == 1, s_patience));
        sink.OnEvent(Event("alarm", VisionEventKind.Start));

        _channel.IsGone = false;
        Assert.True(SpinWait.SpinUntil(
            () =>
            {
                sink.OnEvent(Event("alarm", VisionEventKind.Start));
                return Reports().Length == 2;
            },
            s_patience));

        Assert.Equal(["the channel is gone", "sounds"], Reports());
        Assert.Contains("start", _channel.Words);
    }

    [Fact]
    public void ABoardWithoutPwm_IsTold()
    {
        var error = Assert.Throws<IOException>(() => PwmBuzzer.Open(250, 0));

        Assert.StartsWith("there is no /sys/class/pwm/pwmchip250;", error.Message, StringComparison.Ordinal);
    }

    private BuzzerSink Sink() => new(new BuzzerOptions { Rule = "alarm", Frequency = 880 }, () => PwmBuzzer.On(_channel), _beep, error =>
    {
        lock (_reports)
            _reports.Add(error ?? "sounds");
    });

    private string[] Reports()
    {
        lock (_reports)
            return [.. _reports];
    }

    private void Await(Predicate<string[]> condition) =>
        Assert.True(SpinWait.SpinUntil(() => _channel.Words is { Length: > 0 } words && condition(words), s_patience), string.Join(", ", _channel.Words));

    private static VisionEvent Event(string rule, VisionEventKind kind) => new(Guid.Empty, rule, "door", kind, default, "person", default, 1, default, default);
}
