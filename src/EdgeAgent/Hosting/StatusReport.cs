using System.Globalization;
using System.Text;
using EdgeVision.EdgeAgent.Pipeline;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// One line about how the agent is doing, as <c>systemctl status</c> shows it; rates are those since the line before. Allocates nothing while everything works.
/// One caller at a time.
/// </summary>
internal sealed class StatusReport(VisionAgent agent, TimeProvider time)
{
    private const int LongestLine = 1024;

    private readonly StringBuilder _line = new(LongestLine);
    private readonly char[] _text = new char[LongestLine];
    private long _at = time.GetTimestamp();
    private long _captured;
    private long _inferred;

    /// <summary>Cameras, rates, latency, model and broker. Valid until the next call.</summary>
    public ReadOnlySpan<char> Next()
    {
        PipelineStatistics statistics = agent.Statistics;
        long captured = 0, inferred = 0;
        int online = 0;
        for (int i = 0; i < statistics.CameraCount; i++)
        {
            CameraCounters camera = statistics.CountersOf(i);
            captured += camera.Captured;
            inferred += camera.Inferred;
            online += camera.IsOnline ? 1 : 0;
        }

        long now = time.GetTimestamp();
        double seconds = Math.Max(time.GetElapsedTime(_at, now).TotalSeconds, 1e-3);
        _line.Clear().Append(CultureInfo.InvariantCulture, $"{online} of {statistics.CameraCount} cameras online");
        AppendTroubles(statistics);
        _line.Append(CultureInfo.InvariantCulture, $", {(captured - _captured) / seconds:0.0} fps in, {(inferred - _inferred) / seconds:0.0} fps inferred");
        AppendLatency(statistics.Latency);
        _line.Append(", ").Append(agent.Model).Append(", ").Append(Broker());
        foreach (string trouble in agent.OutputTroubles)
            _line.Append("; ").Append(trouble.AsSpan().TrimEnd('.'));
        (_at, _captured, _inferred) = (now, captured, inferred);

        int length = Math.Min(_line.Length, LongestLine);
        _line.CopyTo(0, _text, length);
        return _text.AsSpan(0, length);
    }

    private void AppendTroubles(PipelineStatistics statistics)
    {
        string separator = " (";
        for (int i = 0; i < statistics.CameraCount; i++)
        {
            if (statistics.CountersOf(i) is not { IsOnline: false, Trouble: { } trouble } camera)
                continue;

            _line.Append(separator).Append(camera.Camera).Append(": ").Append(trouble.AsSpan().TrimEnd('.'));
            separator = "; ";
        }

        if (separator == "; ")
            _line.Append(')');
    }

    private void AppendLatency(LatencyHistogram latency) => _line.Append(
        CultureInfo.InvariantCulture,
        $", latency p50 {latency.Percentile(0.5).TotalMilliseconds:0.0} ms p95 {latency.Percentile(0.95).TotalMilliseconds:0.0} ms");

    private string Broker() => agent.IsMqttConnected switch
    {
        null => "no MQTT",
        true => "MQTT connected",
        false => "MQTT away",
    };
}
