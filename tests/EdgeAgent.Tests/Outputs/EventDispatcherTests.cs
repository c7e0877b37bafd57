using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tests.Pipeline;
using EdgeVision.EdgeAgent.Tracking;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

public sealed class EventDispatcherTests
{
    [Fact]
    public void ASinkThatThrows_DoesNotKeepTheOthersFromHearing()
    {
        var healthy = new RecordingSink();
        var dispatcher = new EventDispatcher([new BrokenSink(), healthy], NullLogger<EventDispatcher>.Instance);

        dispatcher.Camera(new CameraStatus("door", IsOnline: true, default(Moment)));
        dispatcher.Camera(new CameraStatus("door", IsOnline: false, default(Moment)));

        Assert.Equal(["door online", "door offline"], healthy.Lines);
    }

    [Fact]
    public void ASinkThatThrowsNowAndThenIsToldOnceWithItsStack_AndEverMoreRarely()
    {
        var log = new RecordingLogger<EventDispatcher>();
        var broken = new BrokenSink { TakesEvents = true };
        var dispatcher = new EventDispatcher([broken], log);

        for (int i = 0; i < 1000; i++)
        {
            dispatcher.Camera(new CameraStatus("door", IsOnline: true, default(Moment)));
            dispatcher.Event(default);
        }

        Assert.Single(log.Stacks);
        Assert.Equal(20, log.Lines.Length);
        Assert.Equal(1000, broken.Refused);
    }

    private sealed class BrokenSink : IEventSink
    {
        public bool TakesEvents { get; init; }

        public int Refused { get; private set; }

        public string Name => "broken";

        public void OnCamera(in CameraStatus status)
        {
            Refused++;
            throw new InvalidOperationException("broken");
        }

        public void OnEvent(in VisionEvent visionEvent)
        {
            if (!TakesEvents)
                throw new InvalidOperationException("broken");
        }

        public void OnFrame(in FrameResult frame) => throw new InvalidOperationException("broken");
    }
}
