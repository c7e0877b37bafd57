using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Imaging;
using EdgeVision.TestKit;
using Microsoft.Extensions.Time.Testing;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

public sealed class LogSinkTests
{
    private static readonly Subject s_person = new(0, 0.874f, 7, new BoundingBox(0, 0, 10, 20), 0.1f);

    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLogger<LogSink> _log = new();
    private readonly LogSink _sink;

    public LogSinkTests() => _sink = new LogSink(_time, _log);

    [Fact]
    public void Tells_OfAnEventsStartAndEnd()
    {
        Moment start = Moment.Now(_time);

        Tell(VisionEventKind.Start, start, start);
        Tell(VisionEventKind.Update, start, start.Plus(TimeSpan.FromSeconds(1)));
        Tell(VisionEventKind.End, start, start.Plus(TimeSpan.FromSeconds(12.34)));

        Assert.Equal(["person-at-gate began: person 0.87 on gate.", "person-at-gate ended on gate after 12.3 s."], _log.Lines);
    }

    [Fact]
    public void Tells_HowManyMoreThereAre_AndTheAreaOfWhatHasNoScore()
    {
        Moment now = Moment.Now(_time);

        Tell(VisionEventKind.Start, now, now, s_person with { Score = 0, Area = 0.123f }, objects: 3);

        Assert.Equal(["person-at-gate began: person 12.3 % and 2 more on gate."], _log.Lines);
    }

    [Fact]
    public void ARuleThatFlaps_IsToldOfNowAndThenAndCounted()
    {
        for (int i = 0; i < 3600; i++)
        {
            Moment now = Moment.Now(_time);
            Tell(VisionEventKind.Start, now, now);
            Tell(VisionEventKind.End, now, now.Plus(TimeSpan.FromSeconds(0.5)));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        // Ten at once, and then one a minute for an hour; each with its end.
        string[] begins = [.. _log.Lines.Where(line => line.Contains("began", StringComparison.Ordinal))];
        Assert.InRange(begins.Length, 65, 72);
        Assert.Equal(2 * begins.Length, _log.Lines.Length);
        Assert.EndsWith("on gate. It began and ended 59 times since the last of these lines.", begins[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void OneRulesFlapping_DoesNotHideAnother()
    {
        Moment now = Moment.Now(_time);
        for (int i = 0; i < 100; i++)
            Tell(VisionEventKind.Start, now, now);

        Tell(VisionEventKind.Start, now, now, camera: "yard");

        Assert.Equal("person-at-gate began: person 0.87 on yard.", _log.Lines[^1]);
    }

    [Fact]
    public void Tells_OfTheFirstFrameAlone()
    {
        for (int i = 1; i <= 3; i++)
            _sink.OnFrame(Frame(i));

        Assert.Equal(["Camera gate: the first frame has been inferred, 640×480, 42 ms after it was captured."], _log.Lines);
    }

    [Fact]
    public void AllocatesNothing_WhileNothingBeginsOrEnds()
    {
        Moment now = Moment.Now(_time);
        Tell(VisionEventKind.Start, now, now);

        Assert.Equal(0, Allocated.By(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                Tell(VisionEventKind.Update, now, now);
                _sink.OnFrame(Frame(i + 2));
            }
        }));
    }

    private static FrameResult Frame(long sequence) => new()
    {
        Camera = "gate",
        Sequence = sequence,
        CapturedAt = default,
        Latency = TimeSpan.FromMilliseconds(42),
        Scene = new Scene { Width = 640, Height = 480 },
        Timings = default(StageTimings),
    };

    private void Tell(VisionEventKind kind, Moment start, Moment at, Subject? subject = null, int objects = 1, string camera = "gate")
    {
        var visionEvent = new VisionEvent(Guid.Empty, "person-at-gate", camera, kind, subject ?? s_person, "person", default, objects, start, at);
        _sink.OnEvent(in visionEvent);
    }
}
