using EdgeVision.Hardware.Tests.Guest;
using EdgeVision.TestKit;

namespace EdgeVision.Hardware.Tests;

/// <summary>A photograph goes into the kernel and comes out as a message and a level, by the installed service with the default model.</summary>
public sealed class DetectionTests : IDisposable
{
    private const int Port = 1883;
    private const string Topic = "edgevision/vm/loop/detections";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly GpioLine s_line = new(5);

    private readonly TemporaryFolder _folder = new();
    private readonly string _file;
    private readonly string _frame;

    public DetectionTests()
    {
        var coffee = new Photograph("coffee.jpg");
        _file = _folder.PathTo("coffee.jpg");
        _frame = _folder.PathTo("coffee.yuyv");
        File.WriteAllBytes(_file, coffee.ToJpeg());
        File.WriteAllBytes(_frame, coffee.ToYuyv());
    }

    public void Dispose()
    {
        Service.Stop();
        _folder.Dispose();
    }

    [VmFact]
    public void Mjpg_GivesTheBoxesOfTheFile()
    {
        using var feed = new LoopbackFeed("MJPG", _file);

        // The same bytes on the same way: what differs is the rounding in the messages alone.
        AssertSeen(boxesAgree: 0.999, scoresDiffer: 0.001);
    }

    [VmFact]
    public void Yuyv_GivesTheBoxesOfTheFile()
    {
        using var feed = new LoopbackFeed("YUYV", _frame);

        // Rounded to eight bits of another colour space, and halved in its colours, on the way.
        AssertSeen(boxesAgree: 0.95, scoresDiffer: 0.05);
    }

    [VmFact]
    public void Line_FollowsThePicture_SeenFromOutside()
    {
        string empty = _folder.PathTo("empty.yuyv");
        File.WriteAllBytes(empty, Photograph.EmptyYuyv());
        using var subscriber = new MosquittoSubscriber(Port, "edgevision/vm/#");
        using (new LoopbackFeed("YUYV", empty))
        {
            Service.RestartWith(Configuration());
            subscriber.WaitFor(Topic, _ => true, s_patience);
            Assert.Equal(0, s_line.Level);
        }

        using (new LoopbackFeed("YUYV", _frame))
        {
            s_line.WaitFor(1, s_patience);
            ReceivedMessage started = subscriber.WaitFor(
                "edgevision/vm/loop/events", message => message.Payload.Contains("\"kind\":\"start\"", StringComparison.Ordinal), s_patience);
            Assert.Contains("cup", started.Payload, StringComparison.Ordinal);
        }

        // The loopback camera is gone between two feeders; either way the cup is.
        using (new LoopbackFeed("YUYV", empty))
        {
            s_line.WaitFor(0, s_patience);
            subscriber.WaitFor("edgevision/vm/loop/events", message => message.Payload.Contains("\"kind\":\"end\"", StringComparison.Ordinal), s_patience);
        }
    }

    private static object Configuration() => new
    {
        device = "vm",
        inference = new { threads = 1 },
        cameras = new[] { new { name = "loop", kind = "v4l2", device = LoopbackFeed.Device } },
        rules = new[] { new { name = "cup", labels = new[] { "cup" }, startFrames = 1, startWindow = 1, endAfter = "1s" } },
        // An inference takes the emulated processor seconds.
        outputs = new[] { new { name = "lamp", chip = GpioLine.Chip, line = $"{s_line.Offset}", rule = "cup", staleAfter = "1m" } },
        mqtt = new { host = "127.0.0.1" },
    };

    private void AssertSeen(double boxesAgree, double scoresDiffer)
    {
        IReadOnlyList<SeenObject> expected = SeenObject.ListFrom(Shell.Run("edgevision", "detect", _file, "--json"));
        Assert.NotEmpty(expected);
        using var subscriber = new MosquittoSubscriber(Port, Topic);
        Service.RestartWith(Configuration());

        IReadOnlyList<SeenObject> seen = SeenObject.ListFrom(subscriber.WaitFor(Topic, _ => true, s_patience).Payload);

        Assert.Equal(expected.Select(e => e.Label), seen.Select(s => s.Label));
        Assert.All(expected.Zip(seen), pair =>
        {
            Assert.InRange(pair.First.IntersectionOverUnion(pair.Second), boxesAgree, 1.0);
            Assert.InRange(Math.Abs(pair.First.Score - pair.Second.Score), 0, scoresDiffer);
        });
        s_line.WaitFor(1, s_patience);
    }
}
