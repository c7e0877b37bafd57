using System.Diagnostics.Metrics;
using EdgeVision.EdgeAgent.Outputs;
using EdgeVision.EdgeAgent.Rules;

namespace EdgeVision.EdgeAgent.Pipeline;

/// <summary>The instruments of the meter “EdgeVision”.</summary>
internal sealed class PipelineMetrics : IEventSink
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "EdgeVision";

    private readonly Histogram<double> _inference;
    private readonly Histogram<double> _latency;
    private readonly Counter<long> _events;

    /// <summary>Observes <paramref name="statistics"/> for the counts it holds already.</summary>
    public PipelineMetrics(IMeterFactory meters, Func<PipelineStatistics?> statistics)
    {
        Meter meter = meters.Create(MeterName);
        _inference = meter.CreateHistogram<double>("edgevision.inference.duration", "s", "Preprocessing, network and decoding of one frame.");
        _latency = meter.CreateHistogram<double>("edgevision.frame.latency", "s", "From capture until the rules were done.");
        _events = meter.CreateCounter<long>("edgevision.events", "{event}", "Starts, updates and ends of rules.");
        meter.CreateObservableCounter("edgevision.frames.captured", () => Observe(statistics(), static camera => camera.Captured), "{frame}", "Frames the sources delivered.");
        meter.CreateObservableCounter("edgevision.frames.inferred", () => Observe(statistics(), static camera => camera.Inferred), "{frame}", "Frames the network saw.");
        meter.CreateObservableCounter("edgevision.frames.dropped", () => Observe(statistics(), static camera => camera.Dropped), "{frame}", "Frames a newer one replaced.");
        meter.CreateObservableCounter("edgevision.frames.damaged", () => Observe(statistics(), static camera => camera.Damaged), "{frame}", "Frames that could not be read or decoded.");
        meter.CreateObservableUpDownCounter("edgevision.cameras.online", () => statistics()?.Cameras.Count(camera => camera.IsOnline) ?? 0, "{camera}", "Cameras that give frames.");
    }

    /// <inheritdoc/>
    public string Name => "metrics";

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

    private static IEnumerable<Measurement<long>> Observe(PipelineStatistics? statistics, Func<CameraCounters, long> count) =>
        statistics is null ? [] : statistics.Cameras.Select(camera => new Measurement<long>(count(camera), new KeyValuePair<string, object?>("camera", camera.Camera)));
}
