using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>Collects a connection's reports and lets a test wait for one.</summary>
internal sealed class ReportLog
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly BlockingCollection<MqttConnectionReport> _reports = [];
    private readonly ConcurrentQueue<MqttConnectionReport> _all = [];

    public IReadOnlyCollection<MqttConnectionReport> All => _all;

    public void Add(MqttConnectionReport report)
    {
        _all.Enqueue(report);
        _reports.Add(report);
    }

    public MqttConnectionReport WaitFor(MqttConnectionState state) => WaitFor(report => report.State == state, state.ToString());

    public MqttConnectionReport WaitFor(Func<MqttConnectionReport, bool> isWanted, string words = "as wanted")
    {
        long start = Stopwatch.GetTimestamp();
        while (_reports.TryTake(out MqttConnectionReport report, Math.Max(0, (int)(s_patience - Stopwatch.GetElapsedTime(start)).TotalMilliseconds)))
        {
            if (isWanted(report))
                return report;
        }

        throw new TimeoutException($"No report {words} came; there were:\n{string.Join('\n', _all.Select(report => report.Words))}");
    }
}
