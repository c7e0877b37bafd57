using System.Diagnostics.Metrics;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Pipeline;
using EdgeVision.EdgeAgent.Rules;
using EdgeVision.EdgeAgent.Tracking;
using EdgeVision.Inference.Imaging;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeVision.EdgeAgent.Tests.Pipeline;

public sealed class PipelineMetricsTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly List<string> _instruments = [];
    private readonly List<string> _measurements = [];
    private readonly ScriptedSource _source = new();
    private readonly CameraChannel _channel;
    private readonly PipelineMetrics _metrics;

    public PipelineMetricsTests()
    {
        IMeterFactory meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // Other tests of this process have meters of the same name.
            if (!ReferenceEquals(instrument.Meter.Scope, meters))
                return;
            _instruments.Add($"{instrument.Meter.Name} {instrument.Name} {instrument.Unit}");
            listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Note(instrument, FormattableString.Invariant($"{value}"), tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Note(instrument, FormattableString.Invariant($"{value}"), tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, FormattableString.Invariant($"{value}"), tags));
        _listener.Start();
        var rhythm = FrameRhythm.Fixed(TimeSpan.FromSeconds(5));
        _channel = new CameraChannel("door", _source, new IouTracker(new TrackingOptions()), new RuleEngine("door", [], ["person"]), rhythm)
        {
            IsOnline = true,
        };
        _metrics = new PipelineMetrics(meters);
        _metrics.Follow(new PipelineStatistics([_channel]));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
        _channel.Dispose();
    }

    [Fact]
    public void Instruments_HaveNamesAndUnits() => Assert.Equal(
        [
            "EdgeVision edgevision.cameras.online {camera}",
            "EdgeVision edgevision.defects {defect}",
            "EdgeVision edgevision.events {event}",
            "EdgeVision edgevision.frame.latency s",
            "EdgeVision edgevision.frames.captured {frame}",
            "EdgeVision edgevision.frames.damaged {frame}",
            "EdgeVision edgevision.frames.dropped {frame}",
            "EdgeVision edgevision.frames.inferred {frame}",
            "EdgeVision edgevision.frames.skipped {frame}",
            "EdgeVision edgevision.inference.duration s",
        ],
        _instruments.Order(StringComparer.Ordinal));

    [Fact]
    public void AFrame_IsMeasuredInSeconds()
    {
        _metrics.OnFrame(new FrameResult
        {
            Camera = "door",
            Sequence = 1,
            CapturedAt = default,
            Latency = TimeSpan.FromMilliseconds(250),
            Scene = new Scene { Width = 16, Height = 16 },
            Timings = new StageTimings(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(5)),
        });

        Assert.Equal(["edgevision.inference.duration 0.125 camera=door", "edgevision.frame.latency 0.25 camera=door"], _measurements);
    }

    [Fact]
    public void AnEvent_IsCountedWithItsRule()
    {
        _metrics.OnEvent(new VisionEvent(Guid.Empty, "visitor", "door", VisionEventKind.Start, default, "person", default, 1, default, default));

        Assert.Equal(["edgevision.events 1 rule=visitor camera=door"], _measurements);
    }

    [Fact]
    public void Counts_AreObserved()
    {
        _channel.CountInferred();
        _channel.CountInferred();
        _channel.CountDamaged("Half of it is missing.");

        _listener.RecordObservableInstruments();

        Assert.Equal(
            [
                "edgevision.cameras.online 1",
                "edgevision.defects 0 camera=door",
                "edgevision.frames.captured 0 camera=door",
                "edgevision.frames.damaged 1 camera=door",
                "edgevision.frames.dropped 0 camera=door",
                "edgevision.frames.inferred 2 camera=door",
                "edgevision.frames.skipped 0 camera=door",
            ],
            _measurements.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sums_GoOnWithTheNextPipeline_WithoutFurtherInstruments()
    {
        _channel.CountInferred();
        _channel.CountInferred();
        int instruments = _instruments.Count;
        using var source = new ScriptedSource();
        using var next = new CameraChannel(
            "door", source, new IouTracker(new TrackingOptions()), new RuleEngine("door", [], ["person"]), FrameRhythm.Fixed(TimeSpan.FromSeconds(5)));

        _metrics.Follow(null);
        _listener.RecordObservableInstruments();
        string[] between = [.. _measurements];
        _measurements.Clear();
        _metrics.Follow(new PipelineStatistics([next]));
        next.CountInferred();
        _listener.RecordObservableInstruments();

        Assert.Equal(["edgevision.cameras.online 0"], between);
        Assert.Contains("edgevision.frames.inferred 3 camera=door", _measurements);
        Assert.Equal(instruments, _instruments.Count);
    }

    private void Note(Instrument instrument, string value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _measurements.Add(string.Join(' ', [instrument.Name, value, .. tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}")]));
}
