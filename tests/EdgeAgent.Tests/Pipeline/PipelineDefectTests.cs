using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>What one camera's work throws, and what the others and the sinks notice of it: nothing.</summary>
public sealed class PipelineDefectTests : IDisposable
{
    private const byte Bad = 66;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly ScriptedTask _task = new();
    private readonly RecordingSink _sink = new();
    private readonly RecordingLogger<VisionPipeline> _log = new();
    private readonly FakeTimeProvider _clock = new();
    private readonly Dictionary<string, ScriptedSource> _sources = [];
    private VisionPipeline? _pipeline;

    public PipelineDefectTests()
    {
        Func<byte, Detection[]> see = _task.See;
        _task.See = value => value == Bad ? throw new InvalidOperationException("a defect") : see(value);
    }

    public void Dispose() => _pipeline?.Dispose();

    [Fact]
    public void AFrameThatThrowsIsDroppedAndGivenBack_AndLoggedWithItsStackOnce()
    {
        VisionPipeline pipeline = Start("door", "yard");
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        GiveDefects("door", 20);
        _sources["yard"].Give(1);
        _sink.Await("yard frame 1: 1");
        _sources["door"].Give(1);
        _sink.Await("door frame 2: 1");

        Assert.Equal((2, 20, 0), (pipeline.Statistics.Cameras[0].Inferred, pipeline.Statistics.Cameras[0].Defects, pipeline.Statistics.Cameras[1].Defects));
        // The sinks hear of a frame before the camera counts as well again.
        Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[0].Error is null, s_patience));
        string told = Assert.Single(_log.Stacks);
        Assert.Contains("camera door could not be processed", told, StringComparison.Ordinal);
        Assert.Contains($"at {typeof(ScriptedTask).FullName}.{nameof(ScriptedTask.Look)}", told, StringComparison.Ordinal);
        Assert.Equal(4, _log.Lines.Count(line => line.Contains("has met with a defect", StringComparison.Ordinal)));
        Assert.DoesNotContain("door seen End", _sink.Lines);
        Assert.True(SpinWait.SpinUntil(() => _sources["door"].Lent == 0, s_patience));
    }

    [Fact]
    public void ACameraThatOnlyThrowsIsLost_SaysWhy_AndDoesNotComeBackBeforeAFrameSucceeds()
    {
        VisionPipeline pipeline = Start("door");
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");
        // Only then has the frame gone all its way, by the clock as it was.
        Assert.True(SpinWait.SpinUntil(() => _sources["door"].Lent == 0, s_patience));

        _clock.Advance(TimeSpan.FromSeconds(6));
        GiveDefects("door", 3);
        _sink.Await("door offline");
        GiveDefects("door", 3);
        string? error = pipeline.Statistics.Cameras[0].Error;
        _sources["door"].Give(1);
        _sink.Await("door frame 2: 1");

        Assert.Equal("defect: InvalidOperationException: a defect", error);
        Assert.Equal(
            ["door online", "door seen Start", "door frame 1: 1", "door seen End", "door offline", "door online", "door seen Start", "door frame 2: 1"],
            _sink.Lines);
    }

    [Fact]
    public void ASourceThatThrowsWhatItDoesNotPromiseStartsOver_WithAPause()
    {
        VisionPipeline pipeline = Start("door", "yard");

        for (int i = 0; i < 3; i++)
            _sources["door"].Fail(new InvalidOperationException("a defect"));
        _sources["door"].Give(1);
        _sources["yard"].Give(1);
        _sink.Await("yard frame 1: 1");
        _sink.Await("door frame 1: 1");

        Assert.Equal((3, 3), (_sources["door"].StartedOver, pipeline.Statistics.Cameras[0].Defects));
        Assert.Null(pipeline.Statistics.Cameras[0].Error);
        Assert.Contains("camera door could not be read", Assert.Single(_log.Stacks), StringComparison.Ordinal);
        Assert.False(pipeline.Completion.IsCompleted);
    }

    [Fact]
    public void ADecoderThatThrowsCostsItsFrame()
    {
        VisionPipeline pipeline = Start("door");

        _sources["door"].GiveUnreadable();
        Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[0].Defects == 1, s_patience));
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        Assert.Single(_log.Stacks);
    }

    [Fact]
    public void ATrackerThatThrowsForgetsWhatItMayKnowByHalves()
    {
        var tracker = new BrokenTracker();
        VisionPipeline pipeline = Start(tracker, null, "door");
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        tracker.Throws = true;
        _sources["door"].Give(1);
        Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[0].Defects == 1, s_patience));
        tracker.Throws = false;
        _sources["door"].Give(1);
        _sink.Await("door frame 2: 1");

        Assert.Equal(2, tracker.LastId);
    }

    [Fact]
    public async Task ARuleThatThrowsEndsItsEvent_AndTheOtherRulesGoOn()
    {
        // The rule of dogs knows more labels than there are texts.
        VisionPipeline pipeline = Start(null, ["person"], "door");
        _task.See = value => [new(0, 0.9f, new BoundingBox(2, 2, 10, 14)), .. value == Bad ? (Detection[])[new(1, 0.9f, new BoundingBox(2, 2, 10, 14))] : []];
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        _sources["door"].Give(Bad);
        Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[0].Defects == 1, s_patience));
        _sources["door"].End();
        await pipeline.Completion.WaitAsync(s_patience);

        Assert.Equal(["door online", "door person Start", "door frame 1: 1", "door person End", "door offline"], _sink.Lines);
    }

    [Fact]
    public async Task Fails_WhenNoFrameOfAnyCameraSucceedsForAMinuteAndAHundredEndInDefects()
    {
        VisionPipeline pipeline = Start("door", "yard");
        _sources["yard"].Give(1);
        _sink.Await("yard frame 1: 1");
        GiveDefects("door", DefectLimit.MinDefects - 1);
        _clock.Advance(DefectLimit.Period);
        _sources["yard"].GiveDamaged();
        Assert.True(SpinWait.SpinUntil(() => pipeline.Statistics.Cameras[1].Damaged == 1, s_patience));
        bool tooEarly = pipeline.Completion.IsCompleted;

        _sources["yard"].Give(Bad);

        EndlessDefectException error = await Assert.ThrowsAsync<EndlessDefectException>(() => pipeline.Completion.WaitAsync(s_patience));
        Assert.False(tooEarly);
        Assert.Equal("a defect", error.InnerException!.Message);
        Assert.Equal(["yard seen End", "yard offline"], _sink.Lines[^2..]);
    }

    [Fact]
    public void OneCameraThatAlwaysFailsDoesNotEndAnotherThatWorks()
    {
        VisionPipeline pipeline = Start("door", "yard");

        for (int minute = 1; minute <= 3; minute++)
        {
            GiveDefects("door", DefectLimit.MinDefects);
            _sources["yard"].Give(1);
            _sink.Await($"yard frame {minute}: 1");
            _clock.Advance(DefectLimit.Period - TimeSpan.FromSeconds(1));
        }

        Assert.Equal(3 * DefectLimit.MinDefects, pipeline.Statistics.Cameras[0].Defects);
        Assert.False(pipeline.Completion.IsCompleted);
    }

    [Fact]
    public void AMinuteWithoutAnythingIsNoDefect()
    {
        VisionPipeline pipeline = Start("door");
        GiveDefects("door", DefectLimit.MinDefects - 1);

        _clock.Advance(10 * DefectLimit.Period);
        _sources["door"].Give(1);
        _sink.Await("door frame 1: 1");

        Assert.False(pipeline.Completion.IsCompleted);
    }

    private void GiveDefects(string camera, int count)
    {
        for (int i = 0; i < count; i++)
        {
            CameraCounters Counters() => _pipeline!.Statistics.Cameras.Single(one => one.Camera == camera);
            long before = Counters().Defects;
            _sources[camera].Give(Bad);
            Assert.True(SpinWait.SpinUntil(() => Counters().Defects > before, s_patience));
        }
    }

    private VisionPipeline Start(params string[] cameras) => Start(null, null, cameras);

    private VisionPipeline Start(IouTracker? tracker, string[]? texts, params string[] cameras)
    {
        Rule Named(string name, params string[] labels) =>
            new(new RuleOptions { Name = name, Labels = labels, StartFrames = 1, StartWindow = 1, EndAfter = TimeSpan.FromMinutes(10) }, _task.Model.Labels);
        Rule[] rules = texts is null ? [Named("seen")] : [Named("dog", "dog"), Named("person", "person")];
        CameraChannel[] channels = [.. cameras.Select(camera => new CameraChannel(
            camera,
            _sources[camera] = new ScriptedSource(),
            tracker ?? new IouTracker(new TrackingOptions()),
            new RuleEngine(camera, rules, texts is null ? _task.Model.Labels : [.. texts]),
            FrameRhythm.Fixed(TimeSpan.FromSeconds(5))))];
        var dispatcher = new EventDispatcher([_sink], NullLogger<EventDispatcher>.Instance);
        _pipeline = new VisionPipeline(channels, _task, dispatcher, _clock, _log);
        _pipeline.Start();
        return _pipeline;
    }

    private sealed class BrokenTracker() : IouTracker(new TrackingOptions())
    {
        public bool Throws { get; set; }

        public long LastId { get; private set; }

        public override ReadOnlySpan<Track> Update(ReadOnlySpan<Detection> detections, Moment now)
        {
            ReadOnlySpan<Track> tracks = base.Update(detections, now);
            LastId = tracks.IsEmpty ? LastId : tracks[^1].Id;
            return Throws ? throw new InvalidOperationException("a defect by halves") : tracks;
        }
    }
}
