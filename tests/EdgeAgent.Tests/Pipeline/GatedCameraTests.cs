using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Inputs;
using EdgeVision.EdgeAgent.Tracking;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>Cameras whose frames are inferred only while something else is so.</summary>
public sealed class GatedCameraTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ScriptedTask _task = new();
    private readonly RecordingSink _sink = new();
    private readonly ScriptedSource _door = new();
    private readonly ScriptedSource _yard = new();
    private readonly SetCondition _gate = new(ConditionState.Inactive);
    private VisionPipeline? _pipeline;

    public void Dispose()
    {
        _pipeline?.Dispose();
        _task.Dispose();
    }

    [Fact]
    public void IsOnlineAndCaptured_ButNotInferred_WhileItsGateIsClosed()
    {
        VisionPipeline pipeline = Start();

        _door.Give(1);
        _sink.Await("door skipped");
        _door.Give(1);
        _sink.Await("door skipped", times: 2);
        _yard.Give(1);
        _sink.Await("yard frame 1: 1");

        Assert.Equal(["door online", "door skipped", "door skipped", "yard online", "yard seen Start", "yard frame 1: 1"], _sink.Lines);
        CameraCounters door = pipeline.Statistics.CountersOf(0);
        Assert.Equal((2L, 0L, 2L, "pir", true), (door.Captured, door.Inferred, door.Skipped, door.WaitsFor, door.IsOnline));
        Assert.Equal(0, _door.Lent);
    }

    [Fact]
    public void IsInferredFromTheMomentOnThatItsGateOpens_AndItsEventsEndWhenItCloses()
    {
        VisionPipeline pipeline = Start();
        _door.Give(1);
        _sink.Await("door skipped");

        _gate.State = ConditionState.Active;
        _door.Give(1);
        _sink.Await("door frame 1: 1");
        Assert.Null(pipeline.Statistics.CountersOf(0).WaitsFor);
        _gate.State = ConditionState.Inactive;
        // No frame comes that could tell.
        _sink.Await("door seen End");
        _gate.State = ConditionState.Active;
        _door.Give(1);
        _sink.Await("door frame 2: 1");

        Assert.Equal(["door online", "door skipped", "door seen Start", "door frame 1: 1", "door seen End", "door seen Start", "door frame 2: 1"], _sink.Lines);
    }

    [Fact]
    public void SaysThatItLooksBlindly_WhileNobodyKnowsHowItsGateIs()
    {
        _gate.State = ConditionState.Unknown;
        VisionPipeline pipeline = Start();

        _door.Give(1);
        _sink.Await("door skipped blindly");

        Assert.Equal(["door online", "door skipped blindly"], _sink.Lines);
        Assert.Equal(1, pipeline.Statistics.CountersOf(0).Skipped);
    }

    [Fact]
    public void ACameraThatSeesNothing_IsFoundOutBehindAClosedGateToo()
    {
        VisionPipeline pipeline = Start(TimeSpan.FromMilliseconds(100));
        _door.Give(1);
        _sink.Await("door skipped");

        _sink.Await("door offline");
        for (int damaged = 1; damaged <= 3; damaged++)
        {
            _door.GiveDamaged();
            Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.CountersOf(0).Damaged == damaged, s_patience));
        }

        _door.Give(1);
        _sink.Await("door skipped", times: 2);

        Assert.Equal(["door online", "door skipped", "door offline", "door online", "door skipped"], _sink.Lines);
    }

    private VisionPipeline Start(TimeSpan? silence = null)
    {
        Rule[] rules = [new(new RuleOptions { Name = "seen", StartFrames = 1, StartWindow = 1, EndAfter = TimeSpan.FromMinutes(1) }, _task.Model.Labels)];
        CameraChannel Channel(string name, ScriptedSource source, ICondition? gate) =>
            new(name, source, new IouTracker(new TrackingOptions()), new RuleEngine(name, rules, _task.Model.Labels),
                FrameRhythm.Fixed(silence ?? TimeSpan.FromMinutes(1)), progress: null, gate);
        var dispatcher = new EventDispatcher([_sink], NullLogger<EventDispatcher>.Instance);
        _pipeline = new VisionPipeline(
            [Channel("door", _door, _gate), Channel("yard", _yard, null)], _task, dispatcher, TimeProvider.System, NullLogger<VisionPipeline>.Instance);
        _pipeline.Start();
        return _pipeline;
    }
}
