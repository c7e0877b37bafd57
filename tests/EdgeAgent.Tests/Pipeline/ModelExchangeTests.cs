using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

public sealed class ModelExchangeTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly BoundingBox s_box = new(2, 2, 10, 14);

    private readonly RuleOptions _rule = new() { Name = "seen", StartFrames = 1, StartWindow = 1, EndAfter = TimeSpan.FromMinutes(1) };
    private readonly ScriptedTask _task = Sees("person", "person", "dog");
    private readonly ScriptedSource _source = new();
    private readonly RecordingSink _sink = new();
    private readonly IouTracker _tracker = new(new TrackingOptions());
    private readonly VisionPipeline _pipeline;

    public ModelExchangeTests()
    {
        Rule[] rules = [new(_rule, _task.Model.Labels)];
        var channel = new CameraChannel(
            "door", _source, _tracker, new RuleEngine("door", rules, _task.Model.Labels), FrameRhythm.Fixed(TimeSpan.FromMinutes(1)));
        _pipeline = new VisionPipeline(
            [channel], _task, new EventDispatcher([_sink], NullLogger<EventDispatcher>.Instance), TimeProvider.System, NullLogger<VisionPipeline>.Instance);
        _pipeline.Start();
    }

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public void TracksAndEventsGoOn_WhereTheLabelHasAnotherPlace()
    {
        Show(1);
        Exchange(Sees("person", "cat", "dog", "person"));
        Show(2);

        Assert.Equal(["door online", "door seen Start", "door frame 1: 1", "model cat", "door frame 2: 1"], _sink.Lines);
        Assert.Equal([1L], Tracks());
    }

    [Fact]
    public void ATrackWhoseLabelIsNoMore_IsForgotten()
    {
        _task.See = static _ => [new Detection(0, 0.9f, s_box), new Detection(1, 0.8f, new BoundingBox(20, 2, 30, 14))];
        _source.Give(1);
        _sink.Await("door frame 1: 2");
        Exchange(Sees("person", "person"));
        Show(2);

        Assert.Equal([1L], Tracks());
    }

    [Fact]
    public async Task AFrameIsSeenByOneModel_HoweverOftenTheyChange()
    {
        // Each model says in its box's width which one it is, and knows the label at another place.
        ScriptedTask[] models = [Sees("person", "dog", "person"), Sees("person", "person", "dog")];
        for (int i = 0; i < 200; i++)
        {
            SeeingModel next = Exchange(models[i % 2]);
            _source.Give(1);
            await next.Taken.WaitAsync(s_patience);
        }

        _source.End();
        await _pipeline.Completion.WaitAsync(s_patience);

        Assert.DoesNotContain(_sink.Lines, line => line.EndsWith(": 0", StringComparison.Ordinal));
        Assert.Single(_sink.Lines, line => line == "door seen Start");
        Assert.Equal(0, _source.Lent);
        Assert.Equal([1L], Tracks());
    }

    [Fact]
    public async Task AModelThatAnotherOvertakes_IsNotTaken()
    {
        using var mayGo = new ManualResetEventSlim();
        HoldInference(mayGo);
        ScriptedTask overtaken = Sees("person", "person");
        SeeingModel first = Offer(overtaken);
        SeeingModel second = Offer(Sees("person", "cat", "person"));
        mayGo.Set();

        await second.Taken.WaitAsync(s_patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.Taken);
        Assert.False(_pipeline.TryWithdraw(second));
    }

    [Fact]
    public async Task AWithdrawnModel_IsNotTaken()
    {
        using var mayGo = new ManualResetEventSlim();
        HoldInference(mayGo);
        SeeingModel model = Offer(Sees("person", "person"));

        Assert.True(_pipeline.TryWithdraw(model));
        mayGo.Set();
        _source.End();
        await _pipeline.Completion.WaitAsync(s_patience);
        Assert.False(model.Taken.IsCompleted);
    }

    [Fact]
    public async Task AModelOfferedToAPipelineThatEnds_IsToldSo()
    {
        using var mayGo = new ManualResetEventSlim();
        HoldInference(mayGo);
        Task<bool> stopping = Task.Run(() => _pipeline.Stop(s_patience));
        SpinWait.SpinUntil(() => stopping.IsCompleted, TimeSpan.FromMilliseconds(100));
        SeeingModel model = Offer(Sees("person", "person"));
        mayGo.Set();

        Assert.True(await stopping);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => model.Taken.WaitAsync(s_patience));
    }

    private static ScriptedTask Sees(string label, params string[] labels)
    {
        Detection[] seen = [new Detection(Array.IndexOf(labels, label), 0.9f, s_box)];
        return new ScriptedTask
        {
            Model = new ModelManifest { Name = labels[0], Sha256 = new string('a', 64), Labels = [.. labels] },
            See = _ => seen,
        };
    }

    /// <summary>A frame whose inference is under way until it may end.</summary>
    private void HoldInference(ManualResetEventSlim mayGo)
    {
        _task.See = _ =>
        {
            mayGo.Wait(s_patience);
            return [];
        };
        _source.Give(1);
        SpinWait.SpinUntil(() => _pipeline.Statistics.Cameras[0].Captured == 1, s_patience);
    }

    private void Show(byte picture)
    {
        _source.Give(picture);
        _sink.Await($"door frame {picture}: 1");
    }

    private SeeingModel Exchange(ScriptedTask task)
    {
        SeeingModel model = Offer(task);
        Assert.True(model.Taken.Wait(s_patience));
        return model;
    }

    private SeeingModel Offer(ScriptedTask task)
    {
        SeeingModel model = new(task, [new Rule(_rule, task.Model.Labels)]);
        _pipeline.Exchange(model);
        return model;
    }

    private long[] Tracks()
    {
        _pipeline.Stop(s_patience);
        return [.. _sink.LastTracks];
    }
}
