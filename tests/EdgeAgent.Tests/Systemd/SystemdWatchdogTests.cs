using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Systemd;

public sealed class SystemdWatchdogTests : IDisposable
{
    private static readonly TimeSpan s_half = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly NotifySocket _systemd;
    private readonly SystemdNotifier _notifier;
    private readonly SystemdWatchdog _watchdog;

    public SystemdWatchdogTests()
    {
        _systemd = new NotifySocket(_folder.PathTo("notify"));
        _notifier = new SystemdNotifier(_systemd.Path, 2 * s_half);
        _watchdog = new SystemdWatchdog(_notifier, _clock);
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _notifier.Dispose();
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Pings_WhileFramesAndInferencesMove()
    {
        SystemdPipelineProgress pipeline = Start();

        for (int i = 0; i < 5; i++)
        {
            _clock.Advance(s_half / 2);
            pipeline.FrameCaptured();
            pipeline.InferenceFinished();
            _clock.Advance(s_half / 2);
            Assert.True(TookPing());
        }
    }

    [Fact]
    public void Withholds_WhenInferenceHangs()
    {
        SystemdPipelineProgress pipeline = Start();
        pipeline.FrameCaptured();
        pipeline.InferenceFinished();

        bool pinged = AdvanceWith(pipeline.FrameCaptured);

        Assert.False(pinged);
        Assert.Contains("No inference for camera door", _watchdog.Stall, StringComparison.Ordinal);
    }

    [Fact]
    public void Withholds_WhenTheCaptureLoopHangs()
    {
        SystemdPipelineProgress pipeline = Start();
        pipeline.FrameCaptured();

        bool pinged = AdvanceWith(pipeline.InferenceFinished);

        Assert.False(pinged);
        Assert.Contains("capture thread of camera door", _watchdog.Stall, StringComparison.Ordinal);
    }

    [Fact]
    public void Pings_WhileACameraIsAbsentAndItsLoopTurns()
    {
        SystemdPipelineProgress pipeline = Start();

        for (int i = 0; i < 10; i++)
            Assert.True(AdvanceWith(pipeline.CaptureHeartbeat));
    }

    [Fact]
    public void GivesInferenceItsTime_WhenACameraReturns()
    {
        SystemdPipelineProgress pipeline = Start();
        AdvanceWith(pipeline.CaptureHeartbeat);
        AdvanceWith(pipeline.CaptureHeartbeat);

        _clock.Advance(s_half / 2);
        pipeline.FrameCaptured();
        _clock.Advance(s_half / 2);

        Assert.True(TookPing());
    }

    [Fact]
    public void Withholds_WhenTheLastFrameOfALostCameraNeverLeavesInference()
    {
        SystemdPipelineProgress pipeline = Start();
        pipeline.FrameCaptured();
        pipeline.InferenceFinished();
        pipeline.InferenceStarted();

        bool pinged = AdvanceWith(pipeline.CaptureHeartbeat);

        Assert.False(pinged);
    }

    [Fact]
    public void Withholds_WhenOneOfTwoCamerasHangs()
    {
        SystemdPipelineProgress good = Start();
        _watchdog.Watch("yard").FrameCaptured();

        bool pinged = AdvanceWith(good.CaptureHeartbeat);

        Assert.False(pinged);
    }

    [Fact]
    public void Pings_AfterTheLastPipelineHasEnded()
    {
        SystemdPipelineProgress pipeline = Start();

        pipeline.Ended();

        Assert.True(AdvanceWith(() => { }));
    }

    private SystemdPipelineProgress Start()
    {
        SystemdPipelineProgress pipeline = _watchdog.Watch("door");
        _watchdog.Start();
        Assert.True(TookPing());
        return pipeline;
    }

    /// <summary>Lets the longest time pass that is still in order, with one sign of life in its middle.</summary>
    private bool AdvanceWith(Action sign)
    {
        _clock.Advance(s_half * 0.5);
        sign();
        _clock.Advance(s_half * 0.5);
        sign();
        bool first = TookPing();
        _clock.Advance(s_half);
        return TookPing() && first;
    }

    private bool TookPing()
    {
        if (!_systemd.HasMessage)
            return false;
        Assert.Equal("WATCHDOG=1", _systemd.Receive());
        return true;
    }
}
