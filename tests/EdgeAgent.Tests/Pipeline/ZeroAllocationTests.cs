using EdgeVision.Camera;
using EdgeVision.Camera.Replay;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using EdgeVision.Pixels;
using EdgeVision.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

public sealed class ZeroAllocationTests
{
    private const int WarmUp = 200;
    private const int Counted = 500;

    [Fact]
    public void AFrameAllocatesNothing_FromCaptureToRules()
    {
        string path = Path.GetTempFileName();
        try
        {
            var format = FrameFormat.Packed(PixelFormat.Yuyv, 64, 48);
            File.WriteAllBytes(path, new byte[5 * format.ByteCount]);
            using var source = new ReplayFrameSource(new ReplayOptions { Path = path, RawFormat = format, Loop = true });

            Assert.Equal(0, CountAllocated(source));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static long CountAllocated(ReplayFrameSource source)
    {
        Detection[][] scenes = [.. Enumerable.Range(0, 7).Select(
            scene => Enumerable.Range(0, scene).Select(i => new Detection(i % 2, 0.9f, new BoundingBox((8 * i) + scene, 4, (8 * i) + 8, 40))).ToArray())];
        int frames = 0;
        using var task = new ScriptedTask { See = _ => scenes[frames / 10 % scenes.Length] };
        Rule[] rules = [new(new RuleOptions { Name = "seen", EndAfter = TimeSpan.Zero, Zone = [new(0, 0), new(1, 0), new(0.5f, 1)] }, task.Model.Labels)];
        using var channel = new CameraChannel("door", source, new IouTracker(new TrackingOptions()), new RuleEngine("door", rules, task.Model.Labels),
            FrameRhythm.Fixed(TimeSpan.FromSeconds(5)));
        var statistics = new PipelineStatistics([channel]);
        var processor = new FrameProcessor(task, new EventDispatcher([], NullLogger<EventDispatcher>.Instance), TimeProvider.System);
        using var slot = new LatestFrame();
        Carry(WarmUp);
        return Allocated.By(() => Carry(Counted));

        void Carry(int count)
        {
            for (int end = frames + count; frames < end; frames++)
            {
                slot.Offer(source.Read(CancellationToken.None)!);
                Assert.True(slot.TryTake(out Frame? frame));
                using (frame)
                {
                    Assert.True(processor.TryDecode(channel, frame, out ImageView view));
                    processor.Process(channel, frame, in view, statistics);
                }
            }
        }
    }
}
