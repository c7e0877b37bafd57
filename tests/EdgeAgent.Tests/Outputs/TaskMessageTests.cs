using System.Text.Json;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Outputs;

/// <summary>What a classifier and a segmenter publish.</summary>
public sealed class TaskMessageTests : IDisposable
{
    private static readonly Moment s_start = new(new DateTimeOffset(2026, 11, 23, 8, 30, 0, 250, TimeSpan.Zero), TimeSpan.FromSeconds(100));
    private static readonly ModelManifest s_classifier =
        new() { Name = "my-classifier", Sha256 = new string('0', 64), Labels = ["tabby", "beagle"], Task = ModelTask.Classification };
    private static readonly ModelManifest s_segmenter =
        new() { Name = "my-segmenter", Sha256 = new string('0', 64), Labels = ["road", "car"], Task = ModelTask.Segmentation };
    private static readonly ClassMap s_map = new(4, 2, [0, 0, 2, 1, 1, 1, 1, 2]);

    private readonly RecordingConnection _connection = new();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void PublishesClassesAsTheManualShows()
    {
        Sink(s_classifier).OnFrame(Classes(s_start, new ClassScore(1, 0.8125f), new ClassScore(0, 0.125f)));

        (string topic, string payload, _, bool retain) = Assert.Single(_connection.Messages);
        Assert.Equal(("edgevision/front-gate/gate/classes", false), (topic, retain));
        Manual.AssertShows(payload);
    }

    [Fact]
    public void PublishesAreasWithRunsAsTheManualShows()
    {
        Sink(s_segmenter, new DetectionsOptions { Mask = MaskForm.Runs }).OnFrame(Map(s_start, s_map));

        (string topic, string payload, _, _) = Assert.Single(_connection.Messages);
        Assert.Equal("edgevision/front-gate/gate/areas", topic);
        Manual.AssertShows(payload);
    }

    [Fact]
    public void RunsAreTheMap()
    {
        Sink(s_segmenter, new DetectionsOptions { Mask = MaskForm.Runs }).OnFrame(Map(s_start, s_map));

        using JsonDocument message = JsonDocument.Parse(Assert.Single(_connection.Messages).Payload);
        int[] runs = [.. message.RootElement.GetProperty("map").GetProperty("runs").EnumerateArray().Select(number => number.GetInt32())];
        byte[] pixels = [.. runs.Chunk(2).SelectMany(run => Enumerable.Repeat((byte)run[0], run[1]))];
        Assert.Equal(s_map.Pixels.ToArray(), pixels);
    }

    [Theory]
    [InlineData(nameof(MaskForm.None), "edgevision/front-gate/gate/areas")]
    [InlineData(nameof(MaskForm.Png), "edgevision/front-gate/gate/areas", "edgevision/front-gate/gate/mask")]
    public void AreasAreAloneInTheirMessage_WhereNoRunsAreWanted(string mask, params string[] topics)
    {
        Sink(s_segmenter, new DetectionsOptions { Mask = Enum.Parse<MaskForm>(mask) }).OnFrame(Map(s_start, s_map));

        using JsonDocument message = JsonDocument.Parse(_connection.Messages[0].Payload);
        Assert.False(message.RootElement.TryGetProperty("map", out _));
        Assert.Equal(topics, _connection.Messages.Select(one => one.Topic));
    }

    [Fact]
    public void PublishesAClassEventAsTheManualShows()
    {
        Sink(s_classifier).OnEvent(Event(new Subject(1, 0.8125f, 0, default, 0f), "beagle"));

        Manual.AssertShows(Assert.Single(_connection.Messages).Payload);
    }

    [Fact]
    public void PublishesAnAreaEventAsTheManualShows()
    {
        Sink(s_segmenter).OnEvent(Event(new Subject(1, 0f, 0, default, 0.25f), "car"));

        Manual.AssertShows(Assert.Single(_connection.Messages).Payload);
    }

    [Fact]
    public void OnChange_PublishesWhenAnotherClassIsLikeliest()
    {
        MqttSink sink = Sink(s_classifier, new DetectionsOptions { When = DetectionsWhen.OnChange });

        foreach (int best in new[] { 0, 0, 1, 1, 0 })
            sink.OnFrame(Classes(s_start, new ClassScore(best, 0.6f), new ClassScore(1 - best, 0.4f)));
        sink.OnFrame(Classes(s_start));

        Assert.Equal(4, _connection.Messages.Length);
    }

    [Fact]
    public void OnChange_PublishesWhenAClassAppearsOrVanishes_NotWhenItGrowsOrFlickers()
    {
        MqttSink sink = Sink(s_segmenter, new DetectionsOptions { When = DetectionsWhen.OnChange });
        byte[] road = [.. Enumerable.Repeat((byte)1, 200)];

        sink.OnFrame(Map(s_start, With(road, cars: 150)));
        sink.OnFrame(Map(s_start, With(road, cars: 50)));
        sink.OnFrame(Map(s_start, With(road, cars: 2)));
        Assert.Single(_connection.Messages);
        sink.OnFrame(Map(s_start, With(road, cars: 1)));
        sink.OnFrame(Map(s_start, With(road, cars: 0)));
        Assert.Equal(2, _connection.Messages.Length);
    }

    [Theory, InlineData(nameof(MaskForm.None)), InlineData(nameof(MaskForm.Runs)), InlineData(nameof(MaskForm.Png))]
    public void AllocatesNothing_InSteadyState(string mask)
    {
        MqttSink sink = Sink(s_segmenter, new DetectionsOptions { Mask = Enum.Parse<MaskForm>(mask) });
        _connection.Remembers = false;
        Publish();

        Assert.Equal(0, Allocated.By(Publish));

        void Publish()
        {
            for (int frame = 0; frame < 200; frame++)
                sink.OnFrame(Map(s_start, s_map));
        }
    }

    private static ClassMap With(byte[] road, int cars) => new(20, 10, [.. Enumerable.Repeat((byte)2, cars), .. road.AsSpan(cars)]);

    private static VisionEvent Event(Subject subject, string label) => new(
        Guid.Parse("019ab000-0000-7000-8000-000000000001"), "yard", "gate", VisionEventKind.Start, subject, label, default, 1, s_start, s_start);

    private static FrameResult Classes(Moment at, params ClassScore[] classes) => Frame(at, classes, null);

    private static FrameResult Map(Moment at, ClassMap map) => Frame(at, [], map);

    private static FrameResult Frame(Moment at, ClassScore[] classes, ClassMap? map) => new()
    {
        Camera = "gate",
        Sequence = 42,
        CapturedAt = at,
        Latency = TimeSpan.FromMilliseconds(31.26),
        Scene = new Scene { Width = 640, Height = 480, Classes = classes, Map = map },
        Timings = default,
    };

    private MqttSink Sink(ModelManifest model, DetectionsOptions? results = null)
    {
        results ??= new DetectionsOptions();
        var writer = new MessageWriter("front-gate", model, withRuns: results.Mask == MaskForm.Runs);
        var sink = new MqttSink(new MqttTopics("edgevision", "front-gate"), ["gate"], model, _ => writer, results, static _ => "a picture"u8);
        sink.Use(_connection);
        return sink;
    }
}
