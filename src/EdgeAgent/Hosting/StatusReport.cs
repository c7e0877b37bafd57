using System.Globalization;
using EdgeVision.EdgeAgent.Pipeline;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>One line about how the agent is doing, as <c>systemctl status</c> shows it; rates are those since the line before. Thread-safe.</summary>
/// <param name="current">The running agent; <see langword="null"/>: there is none just now.</param>
internal sealed class StatusReport(Func<VisionAgent?> current, TimeProvider time)
{
    private readonly Lock _gate = new();
    private VisionAgent? _counted;
    private long _at = time.GetTimestamp();
    private long _captured;
    private long _inferred;

    /// <summary>What comes before everything else in the line, as long as it is set.</summary>
    public string? Notice { get; set; }

    /// <summary>Cameras, rates, latency, model and broker.</summary>
    public string Next()
    {
        lock (_gate)
        {
            string line = current() is VisionAgent agent ? Describe(agent) : "one configuration is taking the place of another";
            return Notice is { } notice ? $"{notice}; {line}" : line;
        }
    }

    private string Describe(VisionAgent agent)
    {
        // Another agent counts from nothing.
        if (agent != _counted)
            (_counted, _captured, _inferred) = (agent, 0, 0);
        IReadOnlyList<CameraCounters> cameras = agent.Statistics.Cameras;
        long captured = cameras.Sum(camera => camera.Captured);
        long inferred = cameras.Sum(camera => camera.Inferred);
        long now = time.GetTimestamp();
        double seconds = Math.Max(time.GetElapsedTime(_at, now).TotalSeconds, 1e-3);
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{cameras.Count(camera => camera.IsOnline)} of {cameras.Count} cameras online{Troubles(cameras)}, {(captured - _captured) / seconds:0.0} fps in, {(inferred - _inferred) / seconds:0.0} fps inferred, {Latency(agent.Statistics.Latency)}, {agent.ModelName}, {Broker(agent)}{string.Concat(agent.OutputTroubles.Select(trouble => $"; {trouble.TrimEnd('.')}"))}");
        (_at, _captured, _inferred) = (now, captured, inferred);
        return line;
    }

    private static string Troubles(IReadOnlyList<CameraCounters> cameras)
    {
        string[] words = [.. cameras.Where(camera => camera is { IsOnline: false, Trouble: not null }).Select(camera => $"{camera.Camera}: {camera.Trouble!.TrimEnd('.')}")];
        return words.Length == 0 ? "" : $" ({string.Join("; ", words)})";
    }

    private static string Latency(LatencyHistogram latency) => string.Create(
        CultureInfo.InvariantCulture,
        $"latency p50 {latency.Percentile(0.5).TotalMilliseconds:0.0} ms p95 {latency.Percentile(0.95).TotalMilliseconds:0.0} ms");

    private static string Broker(VisionAgent agent) => agent.IsMqttConnected switch
    {
        null => "no MQTT",
        true => "MQTT connected",
        false => "MQTT away",
    };
}
