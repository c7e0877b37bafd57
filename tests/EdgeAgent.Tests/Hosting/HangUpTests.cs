using System.Diagnostics;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Tests.Pipeline;

namespace EdgeVision.EdgeAgent.Tests.Hosting;

/// <summary>When SIGHUP comes at a bad time.</summary>
public sealed class HangUpTests : IDisposable
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(3);

    private readonly ReloadableHost _daemon = new();
    private readonly ManualResetEventSlim _hang = new();
    private readonly ManualResetEventSlim _entered = new();
    private readonly ScriptedTask _late = new();

    public void Dispose()
    {
        _hang.Set();
        _daemon.Dispose();
        _entered.Dispose();
        _hang.Dispose();
    }

    [Fact]
    public async Task Stops_WithoutSystemd()
    {
        _daemon.Seams = _daemon.Seams with { OpenNotifier = () => new SystemdNotifier(null, null) };
        Task starting = _daemon.BeginToStart();
        await starting.WaitAsync(ReloadableHost.Patience);
        _daemon.Sources[0].Give(1);
        _daemon.Sink.Await("door frame 1: 1");

        _daemon.HangUp();
        await _daemon.AwaitShutdown();

        Assert.Equal(["lamp active", "lamp inactive"], _daemon.Order.TakeLast(2));
        Assert.True(_daemon.Connections[0].IsStopped);
        _daemon.ThrowIfFailed();
    }

    [Fact]
    public async Task AHundredDuringAReload_AreOneMoreReload()
    {
        int readings = 0;
        await _daemon.StartAsync();
        _daemon.Read = () =>
        {
            if (Interlocked.Increment(ref readings) == 1)
            {
                _entered.Set();
                _hang.Wait(ReloadableHost.Patience);
            }

            return ReloadableHost.OptionsFor("door", "yard");
        };
        _daemon.HangUp();
        Assert.True(_entered.Wait(ReloadableHost.Patience));

        for (int i = 0; i < 100; i++)
            _daemon.HangUp();
        _hang.Set();

        _daemon.AwaitNotice("RELOADING=1");
        _daemon.AwaitNotice("READY=1");
        _daemon.AwaitNotice("RELOADING=1");
        _daemon.AwaitNotice("READY=1");
        await _daemon.StopAsync();
        Assert.Equal(["STOPPING=1"], _daemon.TakeNotices());
        Assert.Equal(2, readings);
        Assert.Equal(3, _daemon.Sources.Count);
    }

    [Fact]
    public async Task WhileTheModelIsStillLoading_IsAnsweredAfterTheStart()
    {
        _daemon.NextModel = LoadSlowly;
        Task starting = _daemon.BeginToStart();
        Assert.True(_entered.Wait(ReloadableHost.Patience));
        _daemon.Options = ReloadableHost.OptionsFor("yard");

        _daemon.HangUp();
        _hang.Set();
        await starting.WaitAsync(ReloadableHost.Patience);

        _daemon.AwaitNotice("READY=1");
        _daemon.AwaitNotice("RELOADING=1");
        _daemon.AwaitNotice("READY=1");
        _daemon.Sources[1].Give(1);
        _daemon.Sink.Await("yard frame 1: 1");
    }

    [Fact]
    public async Task AStopWhileTheNextModelIsLoading_TakesTheUsualTime()
    {
        await _daemon.StartAsync();
        _daemon.NextModel = LoadSlowly;
        _daemon.Options = _daemon.Options with { Inference = new InferenceOptions { MinimumScore = 0.5f } };
        _daemon.HangUp();
        Assert.True(_entered.Wait(ReloadableHost.Patience));
        _daemon.Sources[0].Give(1);
        _daemon.Sink.Await("door frame 1: 1");

        long start = Stopwatch.GetTimestamp();
        await _daemon.StopAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        string[] order = _daemon.Order;
        _hang.Set();

        Assert.True(took < s_stopLimit);
        Assert.Equal(["RELOADING=1", "STOPPING=1"], _daemon.TakeNotices());
        Assert.Equal(["lamp active", "lamp inactive"], order.TakeLast(2));
        Assert.Single(_daemon.Sources);
        Assert.True(SpinWait.SpinUntil(() => _late.IsDisposed, ReloadableHost.Patience));
    }

    [Fact]
    public async Task AStopWhileTheOldPipelineEnds_TakesTheUsualTime_AndNoOtherFollows()
    {
        await _daemon.StartAsync();
        _daemon.Sources[0].Give(1);
        _daemon.Sink.Await("door frame 1: 1");
        _daemon.Models[0].See = _ =>
        {
            _entered.Set();
            _hang.Wait(ReloadableHost.Patience);
            return [];
        };
        _daemon.Sources[0].Give(2);
        Assert.True(_entered.Wait(ReloadableHost.Patience));
        _daemon.Options = ReloadableHost.OptionsFor("yard");
        _daemon.HangUp();
        Assert.True(SpinWait.SpinUntil(() => _daemon.Order.Count(line => line == "lamp inactive") == 2, ReloadableHost.Patience));

        long start = Stopwatch.GetTimestamp();
        await _daemon.StopAsync();
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        _hang.Set();

        Assert.True(took < s_stopLimit);
        Assert.True(_daemon.Connections[0].IsStopped);
        Assert.False(_daemon.Connections[1].IsStarted);
        Assert.Equal("lamp inactive", _daemon.Order[^1]);
    }

    [Fact]
    public async Task AnInferenceThatTakesSeconds_IsWaitedFor()
    {
        await _daemon.StartAsync();
        _daemon.Models[0].See = _ =>
        {
            _entered.Set();
            _hang.Wait(ReloadableHost.Patience);
            return [];
        };
        _daemon.Sources[0].Give(1);
        Assert.True(_entered.Wait(ReloadableHost.Patience));
        _daemon.Options = ReloadableHost.OptionsFor("yard");
        _daemon.HangUp();
        _daemon.AwaitNotice("RELOADING=1");

        // Longer than a stop of the process would wait.
        Thread.Sleep(TimeSpan.FromSeconds(2.5));
        bool waits = !_daemon.Connections[0].IsStopped;
        _hang.Set();
        _daemon.AwaitNotice("READY=1");

        Assert.True(waits);
        _daemon.Sink.Await("door offline");
        Assert.True(_daemon.Connections[0].IsStopped && _daemon.Sources[0].IsDisposed);
        Assert.Contains(_daemon.Connections[0].Messages, message => message.Topic == "edgevision/box/door/status" && message.Payload == "offline");
    }

    [Fact]
    public void ASignalBeforeItHasAMeaning_IsKept()
    {
        int handled = 0;
        using var signal = new HangUpSignal();

        signal.Receive();
        signal.Receive();
        signal.Handle(() => handled++);
        Assert.Equal(1, handled);
        signal.Receive();

        Assert.Equal(2, handled);
    }

    private ScriptedTask LoadSlowly()
    {
        _entered.Set();
        _hang.Wait(ReloadableHost.Patience);
        return _late;
    }
}
