using EdgeVision.Camera;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

public sealed class VisionPipelineTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ScriptedTask _task = new();
    private readonly RecordingSink _sink = new();
    private readonly Dictionary<string, ScriptedSource> _sources = [];
    private VisionPipeline? _pipeline;

    public void Dispose() => _pipeline?.Dispose();

    [Fact]
    public async Task CarriesFramesToTheSinks_AndEndsWithItsSource()
    {
        VisionPipeline pipeline = Start("door");

        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");
        _sources["door"].Give(2);
        _sources["door"].End();
        await pipeline.Completion.WaitAsync(s_patience);

        Assert.Equal(["door online", "door seen Start", "door frame 1: 1", "door frame 2: 1", "door seen End", "door offline"], _sink.Lines);
        Assert.Equal(0, _sources["door"].Lent);
        Assert.Equal(2, pipeline.Statistics.Cameras[0].Inferred);
    }

    [Fact]
    public void SkipsAndCountsDamagedFrames()
    {
        VisionPipeline pipeline = Start("door");

        _sources["door"].GiveDamaged();
        SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[0].Damaged == 1, s_patience);
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        Assert.Equal((1, 1, 2), (pipeline.Statistics.Cameras[0].Damaged, pipeline.Statistics.Cameras[0].Inferred, pipeline.Statistics.Cameras[0].Captured));
    }

    [Fact]
    public void ServesEveryCameraInTurn_WhileOneFloods()
    {
        var mayGo = new SemaphoreSlim(0);
        _task.See = _ =>
        {
            mayGo.Wait(s_patience);
            return [];
        };
        VisionPipeline pipeline = Start("fast", "slow");

        for (int round = 1; round <= 10; round++)
        {
            for (int i = 0; i < 5; i++)
                _sources["fast"].Give(1);
            _sources["slow"].Give(2);
            Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras.Sum(camera => camera.Captured) == 6 * round, s_patience));
            mayGo.Release(2);
            _sink.Await($"slow frame {round}: 0");
        }

        mayGo.Release(1000);
        Assert.Equal(0, pipeline.Statistics.Cameras[1].Dropped);
        Assert.True(pipeline.Statistics.Cameras[0].Dropped > 0);
    }

    [Fact]
    public void ACameraThatFails_DoesNotStopTheOthers()
    {
        VisionPipeline pipeline = Start("door", "yard");
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        _sources["door"].Fail(new CameraException("gone"));
        _sink.Await("door seen End");
        _sink.Await("door offline");
        _sources["yard"].Give(1);
        _sink.Await("yard frame 1: 1");

        Assert.False(pipeline.Completion.IsCompleted);
    }

    [Fact]
    public async Task Fails_WhenTheLastCameraHasFailed()
    {
        VisionPipeline pipeline = Start("door");

        _sources["door"].Fail(new CameraException("gone"));

        CameraException error = await Assert.ThrowsAsync<CameraException>(() => pipeline.Completion.WaitAsync(s_patience));
        Assert.Equal("gone", error.Message);
    }

    [Fact]
    public void LosesACameraThatFallsSilent_AndFindsItAgain()
    {
        Start(TimeSpan.FromMilliseconds(100), "door");
        _sources["door"].Give(1);

        _sink.Await("door seen End");
        _sink.Await("door offline");
        _sources["door"].Give(1);

        _sink.Await("door online", times: 2);
        _sink.Await("door seen Start", times: 2);
    }

    [Fact]
    public void KeepsACameraWhoseFramesWaitForASlowInference()
    {
        VisionPipeline pipeline = Start(TimeSpan.FromMilliseconds(100), "door");
        using var infers = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        Func<byte, Detection[]> see = _task.See;
        _task.See = value =>
        {
            infers.Set();
            return goOn.Wait(s_patience) ? see(value) : [];
        };
        _sources["door"].Give(1);
        Assert.True(infers.Wait(s_patience));
        _sources["door"].Give(1);
        Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[0].Captured == 2, s_patience));

        // Three times as long as the camera may be silent.
        Thread.Sleep(300);
        goOn.Set();
        _sink.Await("door frame 2: 1");

        Assert.Equal(["door online", "door seen Start", "door frame 1: 1", "door frame 2: 1"], _sink.Lines.Take(4));
    }

    [Fact]
    public void LosesACameraWhoseFramesCannotBeDecoded_AndFindsItWithTheNextGoodOne()
    {
        VisionPipeline pipeline = Start(TimeSpan.FromMilliseconds(100), "door");
        long Damaged() => pipeline.Statistics.Cameras[0].Damaged;
        bool GiveDamagedUntil(Func<bool> condition) => SpinWait.SpinUntil(
            () =>
            {
                long before = Damaged();
                _sources["door"].GiveDamaged();
                return SpinWait.SpinUntil(() => Damaged() > before, s_patience) && condition();
            },
            s_patience);
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        Assert.True(GiveDamagedUntil(() => !pipeline.Statistics.Cameras[0].IsOnline));
        long damaged = Damaged();
        Assert.True(GiveDamagedUntil(() => Damaged() > damaged + 10));
        Assert.Contains("256", pipeline.Statistics.Cameras[0].Error, StringComparison.Ordinal);
        _sources["door"].Give(1);
        _sink.Await("door frame 2: 1");

        Assert.Equal(
            ["door online", "door seen Start", "door frame 1: 1", "door seen End", "door offline", "door online", "door seen Start", "door frame 2: 1"],
            _sink.Lines.Take(8));
    }

    [Fact]
    public void ACameraThatNeverGivesAWholeFrame_IsNeverOnline()
    {
        VisionPipeline pipeline = Start("door");

        _sources["door"].GiveDamaged();
        Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[0].Damaged == 1, s_patience));
        Assert.True(pipeline.Stop(s_patience));

        Assert.Empty(_sink.Lines);
    }

    [Fact]
    public void LogsTheFirstFrameThatCannotBeDecoded_HoweverManyTheSourceRefusedBefore()
    {
        var log = new RecordingLogger<VisionPipeline>();
        VisionPipeline pipeline = Start(TimeSpan.FromMinutes(1), log, "door");
        _sources["door"].Statistics = new CaptureStatistics(Delivered: 0, Dropped: 0, Damaged: 2, Reopened: 0);

        _sources["door"].GiveDamaged();
        Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[0].Damaged == 3, s_patience));
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        Assert.Equal(3, pipeline.Statistics.Cameras[0].Damaged);
        Assert.Contains(
            "skipped, 1 so far", Assert.Single(log.Lines, line => line.Contains("cannot be decoded", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void LogsEachTroubleOnce_AndThatItIsOver()
    {
        var log = new RecordingLogger<VisionPipeline>();
        VisionPipeline pipeline = Start(TimeSpan.FromMinutes(1), log, "door");
        void GoThrough(string? error, byte frame)
        {
            _sources["door"].Do(() => _sources["door"].Error = error);
            _sources["door"].Give(frame);
            _sink.Await($"door frame {frame}: 1");
            // The frame after has gone round the whole loop, so the trouble has been looked at.
            _sources["door"].Give((byte)(frame + 1));
            _sink.Await($"door frame {frame + 1}: 1");
        }

        GoThrough("It is away.", 1);
        Assert.Equal("It is away.", pipeline.Statistics.Cameras[0].Error);
        GoThrough(null, 3);
        GoThrough("It is away.", 5);
        GoThrough("It is held.", 7);

        string[] told = [.. log.Lines.Where(line => line.Contains("picture", StringComparison.Ordinal)).Select(line => line.Split(" after ")[0])];
        Assert.Equal(
            [
                "Camera door gives no picture; trying again until it does. It is away.",
                "Camera door gives pictures again",
                "Camera door gives no picture; trying again until it does. It is away.",
                "Camera door gives no picture; trying again until it does. It is held.",
            ],
            told);
    }

    [Fact]
    public async Task Stop_EndsEventsAndThreads()
    {
        VisionPipeline pipeline = Start("door", "yard");
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        Assert.True(pipeline.Stop(s_patience));
        await pipeline.Completion.WaitAsync(s_patience);
        pipeline.Dispose();

        Assert.Equal(["door seen End", "door offline"], _sink.Lines[^2..]);
        Assert.All(_sources.Values, source => Assert.True(source.IsDisposed));
    }

    private VisionPipeline Start(params string[] cameras) => Start(TimeSpan.FromMinutes(1), cameras);

    private VisionPipeline Start(TimeSpan silence, params string[] cameras) => Start(silence, NullLogger<VisionPipeline>.Instance, cameras);

    private VisionPipeline Start(TimeSpan silence, ILogger<VisionPipeline> log, params string[] cameras)
    {
        Rule[] rules = [new(new RuleOptions { Name = "seen", StartFrames = 1, StartWindow = 1, EndAfter = TimeSpan.FromMinutes(1) }, _task.Model.Labels)];
        CameraChannel[] channels = [.. cameras.Select(camera => new CameraChannel(
            camera,
            _sources[camera] = new ScriptedSource(),
            new IouTracker(new TrackingOptions()),
            new RuleEngine(camera, rules, _task.Model.Labels),
            FrameRhythm.Fixed(silence)))];
        var dispatcher = new EventDispatcher([_sink], NullLogger<EventDispatcher>.Instance);
        _pipeline = new VisionPipeline(channels, _task, dispatcher, TimeProvider.System, log);
        _pipeline.Start();
        return _pipeline;
    }
}
