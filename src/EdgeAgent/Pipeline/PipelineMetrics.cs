using System.Diagnostics.Metrics;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>The instruments of the meter “EdgeVision”.</summary>
internal sealed class PipelineMetrics : IEventSink
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "EdgeVision";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, CameraCounters> _past = new(StringComparer.Ordinal);
    private readonly Histogram<double> _inference;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _events;
    private PipelineStatistics? _followed;

    /// <summary>Makes the instruments, once a process; they count nothing before <see cref="Follow"/>.</summary>
    public PipelineMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _inference = meter.CreateHistogram<double>("edgevision.inference.duration", "s", "Preprocessing, network and decoding of one frame.");
        _latency = meter.CreateHistogram<double>("edgevision.frame.latency", "s", "From capture until the rules were done.");
        _events = meter.CreateCounter<long>("edgevision.events", "{event}", "Starts, updates and ends of rules.");
        meter.CreateObservableCounter(
            "edgevision.frames.captured", () => Observe(static camera => camera.Captured), "{frame}", "Frames the sources delivered.");
        meter.CreateObservableCounter("edgevision.frames.inferred", () => Observe(static camera => camera.Inferred), "{frame}", "Frames the network saw.");
        meter.CreateObservableCounter("edgevision.frames.dropped", () => Observe(static camera => camera.Dropped), "{frame}", "Frames a newer one replaced.");
        meter.CreateObservableCounter(
            "edgevision.frames.damaged", () => Observe(static camera => camera.Damaged), "{frame}", "Frames that could not be read or decoded.");
        meter.CreateObservableCounter(
            "edgevision.defects", () => Observe(static camera => camera.Defects), "{defect}", "Frames and reads that ended in an exception nobody foresaw.");
        meter.CreateObservableCounter("edgevision.frames.skipped", () => Observe(static camera => camera.Skipped), "{frame}",
            "Frames nobody wanted inferred, because the camera's input was not active.");
        meter.CreateObservableUpDownCounter("edgevision.cameras.online", CountOnline, "{camera}", "Cameras that give frames.");
    }

    /// <inheritdoc/>
    public string Name => "metrics";

    /// <summary>
    /// Observes this pipeline from now on, on top of the counts of the one before: a counter that falls would be taken for a restarted process.
    /// </summary>
    /// <param name="statistics">Of the next pipeline; <see langword="null"/>: there is none just now.</param>
    public void Follow(PipelineStatistics? statistics)
    {
        lock (_gate)
        {
            foreach (CameraCounters ended in _followed?.Cameras ?? [])
                _past[ended.Camera] = WithPast(ended);
            _followed = statistics;
        }
    }

    /// <inheritdoc/>
    public void OnCamera(in CameraStatus status)
    {
    }

    /// <inheritdoc/>
    public void OnEvent(in VisionEvent visionEvent) =>
        _events.Add(1, new("rule", visionEvent.Rule), new("camera", visionEvent.Camera));

    /// <inheritdoc/>
    public void OnFrame(in FrameResult frame)
    {
        KeyValuePair<string, object?> camera = new("camera", frame.Camera);
        _inference.Record((frame.Timings.Preprocessing + frame.Timings.Inference + frame.Timings.Decoding).TotalSeconds, camera);
        _latency.Record(frame.Latency.TotalSeconds, camera);
    }

    private Measurement<long>[] Observe(Func<CameraCounters, long> count)
    {
        lock (_gate)
            return [.. (_followed?.Cameras ?? [])
                .Select(camera => new Measurement<long>(count(WithPast(camera)), new KeyValuePair<string, object?>("camera", camera.Camera)))];
    }

    private int CountOnline()
    {
        lock (_gate)
            return _followed?.Cameras.Count(static camera => camera.IsOnline) ?? 0;
    }

    private CameraCounters WithPast(CameraCounters camera) => !_past.TryGetValue(camera.Camera, out CameraCounters past)
        ? camera
        : camera with
        {
            Captured = past.Captured + camera.Captured,
            Inferred = past.Inferred + camera.Inferred,
            Dropped = past.Dropped + camera.Dropped,
            Damaged = past.Damaged + camera.Damaged,
            Defects = past.Defects + camera.Defects,
            Skipped = past.Skipped + camera.Skipped,
        };
}
