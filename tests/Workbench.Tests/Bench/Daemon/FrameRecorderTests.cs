using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Workbench.Bench.Daemon;

namespace EdgeVision.Workbench.Tests.Bench.Daemon;

public sealed class FrameRecorderTests : IDisposable
{
    private readonly HandOverClock _handOver = new HandOverClock().Around(new DiscardingConnection());

    public void Dispose() => _handOver.Dispose();

    // One frame a second: 1 is not published, 2 to 4 warm up, 5 begins, 6 to 8 are measured, and the message of 7 is not taken.
    [Fact]
    public async Task MeasuresTheFramesAfterTheWarmUp()
    {
        var recorder = new FrameRecorder(new DaemonTrial(1, TrialWork.None, TimeSpan.FromSeconds(3), null), _handOver, network: null);
        for (int frame = 1; frame <= 9; frame++)
        {
            Assert.Equal(frame > 8, recorder.Finished.IsCompleted);
            if (frame is not (1 or 7))
                _handOver.TryPublish("topic", [], MqttQualityOfService.AtMostOnce, retain: false);
            Show(recorder, frame);
        }

        TrialLog log = await recorder.Finished;
        Assert.Equal([6, 8], log.Frames.Select(static frame => frame.Sequence));
        Assert.Equal([TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(8)], log.Frames.Select(static frame => frame.CapturedAt));
        Assert.All(log.Frames, static frame => Assert.True(frame.HandedOverAt > TimeSpan.Zero));
        Assert.Equal((1, TimeSpan.FromSeconds(3)), (log.Dropped, log.Elapsed));
    }

    private static void Show(FrameRecorder recorder, int frame) => recorder.OnFrame(new FrameResult
    {
        Camera = "camera",
        Sequence = frame,
        CapturedAt = new Moment(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(frame)),
        Latency = TimeSpan.Zero,
        Scene = new Scene { Width = 1, Height = 1 },
        Timings = default,
    });
}
