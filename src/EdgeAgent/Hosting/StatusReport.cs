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
        _line.Clear().Append(online).Append(" of ").Append(statistics.CameraCount).Append(" cameras online");
        AppendTroubles(statistics);
        Append(", ", (captured - _captured) / seconds, " fps in");
        Append(", ", (inferred - _inferred) / seconds, " fps inferred");
        Append(", latency p50 ", statistics.Latency.Percentile(0.5).TotalMilliseconds, " ms");
        Append(" p95 ", statistics.Latency.Percentile(0.95).TotalMilliseconds, " ms, ");
        _line.Append(agent.Model).Append(", ").Append(Broker());
        IReadOnlyList<string> troubles = agent.OutputTroubles;
        for (int i = 0; i < troubles.Count; i++)
            _line.Append("; ").Append(troubles[i].AsSpan().TrimEnd('.'));
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

    // Not an interpolated string, which boxes its numbers where code is compiled ahead of time.
    private void Append(string before, double value, string after)
    {
        Span<char> digits = stackalloc char[32];
        value.TryFormat(digits, out int length, "0.0", CultureInfo.InvariantCulture);
        _line.Append(before).Append(digits[..length]).Append(after);
    }

    private string Broker() => agent.IsMqttConnected switch
    {
        null => "no MQTT",
        true => "MQTT connected",
        false => "MQTT away",
    };
}
