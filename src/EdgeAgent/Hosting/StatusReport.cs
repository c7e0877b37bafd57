using System.Globalization;
using EdgeVision.EdgeAgent.Pipeline;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>One line about how the agent is doing, as <c>systemctl status</c> shows it; rates are those since the line before.</summary>
internal sealed class StatusReport(VisionAgent agent, TimeProvider time)
{
    private long _at = time.GetTimestamp();
    private long _captured;
    private long _inferred;

    /// <summary>Cameras, rates, latency, model and broker.</summary>
    public string Next()
    {
        IReadOnlyList<CameraCounters> cameras = agent.Statistics.Cameras;
        long captured = cameras.Sum(camera => camera.Captured);
        long inferred = cameras.Sum(camera => camera.Inferred);
        long now = time.GetTimestamp();
        double seconds = Math.Max(time.GetElapsedTime(_at, now).TotalSeconds, 1e-3);
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{cameras.Count(camera => camera.IsOnline)} of {cameras.Count} cameras online{Troubles(cameras)}, {(captured - _captured) / seconds:0.0} fps in, {(inferred - _inferred) / seconds:0.0} fps inferred, {Latency(agent.Statistics.Latency)}, {agent.Model}, {Broker()}");
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

    private string Broker() => agent.IsMqttConnected switch
    {
        null => "no MQTT",
        true => "MQTT connected",
        false => "MQTT away",
    };
}
