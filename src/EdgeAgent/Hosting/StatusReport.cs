using System.Buffers;
using System.Globalization;
using System.Text;
using EdgeVision.EdgeAgent.Pipeline;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// One line about how the agent is doing, as <c>systemctl status</c> shows it; rates are those since the line before. Allocates nothing while everything works.
/// Thread-safe.
/// </summary>
/// <param name="current">The running agent; <see langword="null"/>: there is none just now.</param>
internal sealed class StatusReport(Func<VisionAgent?> current, TimeProvider time)
{
    private const int LongestLine = 1024;

    private readonly Lock _gate = new();
    private readonly StringBuilder _line = new(LongestLine);
    private readonly char[] _text = new char[LongestLine];
    private VisionAgent? _counted;
    private long _at = time.GetTimestamp();
    private long _captured;
    private long _inferred;

    /// <summary>What comes before everything else in the line, as long as it is set.</summary>
    public string? Notice { get; set; }

    /// <summary>Lends the line with cameras, rates, latency, model and broker; it is valid inside <paramref name="read"/> only.</summary>
    /// <param name="reader">Handed on to <paramref name="read"/>, so that it need not capture anything.</param>
    public void Next<T>(T reader, ReadOnlySpanAction<char, T> read)
    {
        lock (_gate)
        {
            _line.Clear();
            if (Notice is { } notice)
                _line.Append(notice).Append("; ");
            if (current() is VisionAgent agent)
                Append(agent);
            else
                AppendNoAgent();

            int length = Math.Min(_line.Length, LongestLine);
            _line.CopyTo(0, _text, length);
            read(_text.AsSpan(0, length), reader);
        }
    }

    private void AppendNoAgent()
    {
        _line.Append("one configuration is taking the place of another");
        // Its memory is not to be kept, nor the pause to count as time without frames.
        (_counted, _at) = (null, time.GetTimestamp());
    }

    private void Append(VisionAgent agent)
    {
        // Another agent counts from nothing.
        if (agent != _counted)
            (_counted, _captured, _inferred) = (agent, 0, 0);
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
        _line.Append(online).Append(" of ").Append(statistics.CameraCount).Append(" cameras online");
        AppendErrors(statistics);
        Append(", ", (captured - _captured) / seconds, " fps in");
        Append(", ", (inferred - _inferred) / seconds, " fps inferred");
        Append(", latency p50 ", statistics.Latency.Percentile(0.5).TotalMilliseconds, " ms");
        Append(" p95 ", statistics.Latency.Percentile(0.95).TotalMilliseconds, " ms, ");
        _line.Append(agent.ModelName).Append(", ").Append(Broker(agent));
        if (agent.MqttError is { } error)
            _line.Append(" (").Append(error).Append(')');
        Append(agent.InputErrors);
        for (int i = 0; i < agent.Outputs.Count; i++)
            Append(agent.Outputs[i].Errors);
        (_at, _captured, _inferred) = (now, captured, inferred);
    }

    private void Append(IReadOnlyList<string> errors)
    {
        for (int i = 0; i < errors.Count; i++)
            _line.Append("; ").Append(errors[i].AsSpan().TrimEnd('.'));
    }

    private void AppendErrors(PipelineStatistics statistics)
    {
        string separator = " (";
        for (int i = 0; i < statistics.CameraCount; i++)
        {
            CameraCounters camera = statistics.CountersOf(i);
            string? error = camera.IsOnline ? null : camera.Error;
            string? input = camera.IsOnline ? camera.WaitsFor : null;
            if (error is null && input is null && camera.Defects == 0)
                continue;

            _line.Append(separator).Append(camera.Camera).Append(input is null ? ": " : " waits for input ").Append((input ?? error).AsSpan().TrimEnd('.'));
            if (camera.Defects > 0)
            {
                _line.Append(error is null && input is null ? "" : ", ").Append(camera.Defects);
                _line.Append(camera.Defects == 1 ? " defect" : " defects").Append(", see the log");
            }

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

    private static string Broker(VisionAgent agent) => agent.IsMqttConnected switch
    {
        null => "no MQTT",
        true => "MQTT connected",
        false => "MQTT away",
    };
}
