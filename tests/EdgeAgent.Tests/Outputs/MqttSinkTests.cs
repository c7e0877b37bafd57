using System.Text.Json;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

public sealed class MqttSinkTests : IDisposable
{
    private static readonly Moment s_start = new(new DateTimeOffset(2026, 11, 23, 8, 30, 0, 250, TimeSpan.Zero), TimeSpan.FromSeconds(100));
    private static readonly ModelManifest s_model = new() { Name = "ssdlite-mobilenet-v2-coco", Sha256 = new string('0', 64), Labels = ["person", "dog"] };

    private readonly RecordingConnection _connection = new();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void PublishesDetectionsAsTheManualShows()
    {
        Sink().OnFrame(Frame(s_start, Seen(7)));

        (string topic, string payload, MqttQualityOfService quality, bool retain) = Assert.Single(_connection.Messages);
        Assert.Equal(("edgevision/front-gate/gate/detections", MqttQualityOfService.AtMostOnce, false), (topic, quality, retain));
        Manual.AssertShows(payload);
    }

    [Fact]
    public void PublishesEventsAsTheManualShows()
    {
        Sink().OnEvent(Event(1, VisionEventKind.Start));

        (string topic, string payload, MqttQualityOfService quality, bool retain) = Assert.Single(_connection.Messages);
        Assert.Equal(("edgevision/front-gate/gate/events", MqttQualityOfService.AtLeastOnce, false), (topic, quality, retain));
        Manual.AssertShows(payload);
    }

    [Fact]
    public void SaysWhoIsOnline_WithEachConnection()
    {
        MqttSink sink = Sink();
        sink.OnCamera(new CameraStatus("gate", IsOnline: true, s_start));

        sink.PublishBirth(_connection);

        Assert.Equal(
            [
                ("edgevision/front-gate/gate/status", "online", MqttQualityOfService.AtLeastOnce, true),
                ("edgevision/front-gate/status", "online", MqttQualityOfService.AtLeastOnce, true),
                ("edgevision/front-gate/gate/status", "online", MqttQualityOfService.AtLeastOnce, true),
                ("edgevision/front-gate/yard/status", "offline", MqttQualityOfService.AtLeastOnce, true),
            ],
            _connection.Messages);
    }

    [Fact]
    public void TellsRunningEventsAgain_WithEachConnection()
    {
        MqttSink sink = Sink();
        VisionEvent running = Event(1, VisionEventKind.Start);
        VisionEvent over = Event(2, VisionEventKind.Start);
        _connection.IsConnected = false;
        sink.OnEvent(running);
        sink.OnEvent(over);
        sink.OnEvent(running with { Kind = VisionEventKind.Update, Objects = 3 });
        sink.OnEvent(over with { Kind = VisionEventKind.End });
        _connection.IsConnected = true;

        sink.PublishBirth(_connection);

        (string topic, string payload, MqttQualityOfService quality, bool retain) = _connection.Messages[^1];
        Assert.Equal(("edgevision/front-gate/gate/events", MqttQualityOfService.AtLeastOnce, false), (topic, quality, retain));
        using JsonDocument json = JsonDocument.Parse(payload);
        Assert.Equal(running.Id.ToString(), json.RootElement.GetProperty("id").GetString());
        Assert.Equal(("update", 3), (json.RootElement.GetProperty("kind").GetString(), json.RootElement.GetProperty("objectCount").GetInt32()));
        Assert.Single(_connection.Messages, message => message.Topic.EndsWith("events", StringComparison.Ordinal));
    }

    [Fact]
    public void ClearsKeptStatus_OfCamerasThatAreNoMore()
    {
        MqttSink sink = Sink();

        sink.ForgetGhost("edgevision/front-gate/old/status", "online"u8, retained: true);
        sink.ForgetGhost("edgevision/front-gate/gone/status", "online"u8, retained: false);
        sink.ForgetGhost("edgevision/front-gate/empty/status", [], retained: true);
        sink.ForgetGhost("edgevision/front-gate/gate/status", "online"u8, retained: true);

        Assert.Equal(("edgevision/front-gate/old/status", "", MqttQualityOfService.AtLeastOnce, true), Assert.Single(_connection.Messages));
    }

    [Fact]
    public void LeavesOutTracksTheFrameDidNotShow()
    {
        Sink().OnFrame(Frame(s_start, Seen(1) with { Missed = 1 }, Seen(2)));

        using JsonDocument message = JsonDocument.Parse(Assert.Single(_connection.Messages).Payload);
        Assert.Equal(2, Assert.Single(message.RootElement.GetProperty("objects").EnumerateArray()).GetProperty("trackId").GetInt64());
    }

    [Fact]
    public void OnChange_PublishesOnlyWhenAnObjectCameOrWent()
    {
        MqttSink sink = Sink(new DetectionsOptions { When = DetectionsWhen.OnChange });

        foreach (Track[] tracks in (Track[][])[[], [], [Seen(1)], [Seen(1)], [Seen(1), Seen(2)], [Seen(2)], [Seen(2) with { Missed = 1 }], []])
            sink.OnFrame(Frame(s_start, tracks));

        Assert.Equal(5, _connection.Messages.Length);
    }

    [Fact]
    public void OnChange_SaysAgainWhatIsSeen_AfterANewConnection()
    {
        MqttSink sink = Sink(new DetectionsOptions { When = DetectionsWhen.OnChange });
        sink.Use(_connection);
        sink.OnFrame(Frame(s_start, Seen(1)));

        sink.PublishBirth(_connection);
        sink.OnFrame(Frame(s_start, Seen(1)));
        sink.OnFrame(Frame(s_start, Seen(1)));

        Assert.Equal(2, _connection.Messages.Count(message => message.Topic.EndsWith("/detections", StringComparison.Ordinal)));
    }

    [Fact]
    public void OnChange_SaysAgainWhatTheConnectionDidNotTake()
    {
        MqttSink sink = Sink(new DetectionsOptions { When = DetectionsWhen.OnChange });
        sink.OnFrame(Frame(s_start, Seen(1)));

        _connection.TakesMessages = false;
        sink.OnFrame(Frame(s_start));
        _connection.TakesMessages = true;
        sink.OnFrame(Frame(s_start));

        Assert.Equal(2, _connection.Messages.Length);
    }

    [Fact]
    public void KeepsTheMaximumRate()
    {
        MqttSink sink = Sink(new DetectionsOptions { MaximumRate = 20 });

        for (int frame = 0; frame < 300; frame++)
            sink.OnFrame(Frame(s_start.Plus(TimeSpan.FromSeconds(frame / 30.0))));

        Assert.InRange(_connection.Messages.Length, 199, 201);
    }

    [Fact]
    public void Never_PublishesNoDetections()
    {
        Sink(new DetectionsOptions { When = DetectionsWhen.Never }).OnFrame(Frame(s_start));

        Assert.Empty(_connection.Messages);
    }

    [Fact]
    public void WritesZero_ForNumbersThatAreNone()
    {
        Sink().OnFrame(Frame(s_start, Seen(1) with { Score = float.NaN, Box = new BoundingBox(float.PositiveInfinity, 0, 1, 1) }));

        using JsonDocument message = JsonDocument.Parse(Assert.Single(_connection.Messages).Payload);
        Assert.Equal(0, message.RootElement.GetProperty("objects")[0].GetProperty("score").GetDouble());
    }

    [Fact]
    public void AllocatesNothing_InSteadyState()
    {
        MqttSink sink = Sink();
        _connection.Remembers = false;
        Track[] tracks = [.. Enumerable.Range(1, 30).Select(id => Seen(id))];
        Publish(1000);

        long allocated = Allocated.By(() => Publish(500));

        Assert.Equal(0, allocated);

        void Publish(int frames)
        {
            for (int frame = 0; frame < frames; frame++)
                sink.OnFrame(Frame(s_start, tracks));
        }
    }

    private static FrameResult Frame(Moment at, params Track[] tracks) => new()
    {
        Camera = "gate",
        Sequence = 42,
        CapturedAt = at,
        Latency = TimeSpan.FromMilliseconds(31.26),
        Scene = new Scene { Width = 640, Height = 480, Tracks = tracks },
        Timings = default,
    };

    private static Track Seen(long id) => new(id, 0, 0.8125f, new BoundingBox(64, 120, 192, 360), 3, 0, s_start, s_start);

    private static VisionEvent Event(int number, VisionEventKind kind) => new(
        Guid.Parse($"019ab000-0000-7000-8000-00000000000{number}"), "person-at-gate", "gate", kind, new Subject(0, 0.8125f, 7, Seen(7).Box, 0.15f), "person",
        new BoundingBox(0.1f, 0.25f, 0.3f, 0.75f), 1, s_start, s_start);

    private MqttSink Sink(DetectionsOptions? detections = null)
    {
        var sink =
            new MqttSink(new MqttTopics("edgevision", "front-gate"), ["gate", "yard"], s_model, model => new MessageWriter("front-gate", model), detections
            ?? new DetectionsOptions());
        sink.Use(_connection);
        return sink;
    }
}
