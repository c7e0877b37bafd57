using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

/// <summary>The real pipeline's threads under systemd's watchdog, whose clock the test turns.</summary>
public sealed class WatchedPipelineTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_half = TimeSpan.FromSeconds(15);

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly ManualResetEventSlim _hang = new();
    private readonly ScriptedSource _source = new();
    private readonly ScriptedTask _task = new();
    private readonly RecordingSink _sink = new();
    private readonly NotifySocket _systemd;
    private readonly SystemdNotifier _notifier;
    private readonly SystemdWatchdog _watchdog;
    private readonly VisionPipeline _pipeline;

    public WatchedPipelineTests()
    {
        _systemd = new NotifySocket(_folder.PathTo("notify"));
        _notifier = new SystemdNotifier(_systemd.Path, 2 * s_half);
        _watchdog = new SystemdWatchdog(_notifier, _clock);
        var channel = new CameraChannel(
            "door",
            _source,
            new IouTracker(new TrackingOptions()),
            new RuleEngine("door", [], _task.Model.Labels),
            FrameRhythm.Fixed(TimeSpan.FromMilliseconds(100)),
            _watchdog.Watch("door"));
        _pipeline = new VisionPipeline(
            [channel], _task, new EventDispatcher([_sink], NullLogger<EventDispatcher>.Instance), TimeProvider.System, NullLogger<VisionPipeline>.Instance);
        _pipeline.Start();
        _watchdog.Start();
        Assert.True(TookPing());
    }

    public void Dispose()
    {
        _hang.Set();
        _pipeline.Dispose();
        _watchdog.Dispose();
        _notifier.Dispose();
        _systemd.Dispose();
        _folder.Dispose();
        _hang.Dispose();
    }

    [Fact]
    public void Pings_ForHoursWhileACameraIsAwayAndItsSourceTries()
    {
        _source.Give(1);
        _sink.Await("door frame 1: 1");
        _sink.Await("door offline");

        for (TimeSpan away = TimeSpan.Zero; away < TimeSpan.FromHours(3); away += s_half)
        {
            Turn();
            _clock.Advance(s_half);
            Assert.True(TookPing(), _watchdog.Stall);
        }
    }

    [Fact]
    public void Withholds_WhenTheCaptureThreadHangsInADriver_ThoughInferenceLives()
    {
        _source.Give(1);
        _sink.Await("door frame 1: 1");
        _source.Do(() => _hang.Wait(s_patience));
        _sink.Await("door offline");

        _clock.Advance(2 * s_half);
        while (TookPing())
        {
        }

        _clock.Advance(s_half);

        Assert.False(TookPing());
        Assert.StartsWith("The capture thread of camera door has not moved", _watchdog.Stall, StringComparison.Ordinal);
    }

    [Fact]
    public void Withholds_WhenAnInferenceNeverReturns_ThoughTheCaptureThreadLives()
    {
        using var entered = new ManualResetEventSlim();
        _task.See = _ =>
        {
            entered.Set();
            _hang.Wait(s_patience);
            return [];
        };
        _source.Give(1);
        Assert.True(entered.Wait(s_patience));

        for (int i = 0; i < 3; i++)
        {
            Turn();
            _clock.Advance(s_half);
        }

        Assert.StartsWith("No inference for camera door has finished", _watchdog.Stall, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pings_AfterTheOnlyCameraIsOver()
    {
        _source.End();
        await _pipeline.Completion.WaitAsync(s_patience);

        _clock.Advance(10 * s_half);

        Assert.True(TookPing());
    }

    /// <summary>One sign of life from inside the source's read.</summary>
    private void Turn()
    {
        using var turned = new ManualResetEventSlim();
        _source.Do(() =>
        {
            _source.Heartbeat!();
            turned.Set();
        });
        Assert.True(turned.Wait(s_patience));
    }

    private bool TookPing()
    {
        if (!_systemd.HasMessage)
            return false;
        Assert.Equal("WATCHDOG=1", _systemd.Receive());
        return true;
    }
}
