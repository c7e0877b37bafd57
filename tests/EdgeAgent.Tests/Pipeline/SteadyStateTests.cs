using System.Diagnostics.Metrics;
using EdgeVision.Camera.Replay;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tasks;
using EdgeVision.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>The real threads, replay and network; alone in the process, because it counts what the whole process allocates.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class SteadyStateTests : IDisposable
{
    private const int WarmUp = 30;
    private const int Counted = 500;

    // The two threads a frame passes are held to nothing at all. For the rest of the process (the network's workers, timers) this bound only tells
    // noise from pictures: the test runner and what earlier tests left behind allocate too, and a picture each frame would be 300 MB.
    private const long ProcessBytes = 1 << 20;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void FiveHundredFramesAllocateNothing_FromCaptureThroughTheNetworkToTheSinks()
    {
        string path = _folder.PathTo("frames.yuyv");
        RawRecording.Write(path, "astronaut.jpg", frames: 8);
        using IVisionTask task = ModelLoading.Open(new InferenceOptions
        {
            Model = Repository.PathTo("models", "ssdlite-mobilenet-v2-coco"),
            Engine = EngineKind.Managed,
            Threads = 2,
        });
        using ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var capture = new AllocationMeter(GC.GetAllocatedBytesForCurrentThread, WarmUp, Counted);
        using var probe = new AllocationProbe(capture, WarmUp, Counted);
        Rule[] rules = [new(new RuleOptions { Name = "seen", Labels = ["person"], Zone = [new(0, 0), new(1, 0), new(1, 1), new(0, 1)] }, task.Model.Labels)];
        var replay = new ReplayFrameSource(new ReplayOptions { Path = path, RawFormat = RawRecording.Format, FramesPerSecond = 240, Loop = true });
        var source = new CountedSource(replay, capture);
        var channel = new CameraChannel("door", source, new IouTracker(new TrackingOptions()), new RuleEngine("door", rules, task.Model.Labels),
            FrameRhythm.Fixed(TimeSpan.FromSeconds(5)));
        IEventSink[] sinks = [new PipelineMetrics(services.GetRequiredService<IMeterFactory>()), probe];
        using var pipeline = new VisionPipeline(
            [channel], task, new EventDispatcher(sinks, NullLogger<EventDispatcher>.Instance), TimeProvider.System, NullLogger<VisionPipeline>.Instance);

        pipeline.Start();
        bool finished = probe.Done.Wait(s_patience);
        bool stopped = pipeline.Stop(s_patience);

        Assert.True(finished && stopped);
        Assert.True(probe.Tracks >= Counted, $"only {probe.Tracks} tracks in {Counted} frames");
        Assert.Equal(0, probe.Thread.Least);
        Assert.Equal(0, capture.Least);
        Assert.InRange(probe.Process.Least, 0, ProcessBytes);
    }
}
