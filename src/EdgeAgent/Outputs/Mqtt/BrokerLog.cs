using EdgeVision.EdgeAgent.Logging;
using EdgeVision.EdgeAgent.Mqtt;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>What the log hears of the connection to the broker: each thing once, and then now and then, however often it is tried for however long.</summary>
internal sealed partial class BrokerLog(TimeProvider time, ILogger<BrokerLog> logger)
{
    private const int ConnectionsAtOnce = 60;

    private static readonly TimeSpan s_pauseBetweenConnections = TimeSpan.FromMinutes(15);

    private readonly ILogger _logger = logger;
    private readonly Lock _gate = new();
    private readonly RecurringError _away = new(time);
    private readonly RecurringError _refusals = new(time);
    private readonly LineAllowance _connections = new(time, ConnectionsAtOnce, s_pauseBetweenConnections);

    /// <summary>Takes a report in. Any thread.</summary>
    public void Take(MqttConnectionReport report)
    {
        lock (_gate)
        {
            switch (report.State)
            {
                case MqttConnectionState.Connected:
                    bool wasTold = _away.IsOver();
                    if (_connections.TryTake() || wasTold)
                        LogMqtt(report.Words);
                    break;
                case MqttConnectionState.Stopped:
                    LogMqtt(report.Words);
                    break;
                // It goes on beside a connection that stands, so it is never over.
                case MqttConnectionState.Warning:
                    Tell(_refusals, report.Words);
                    break;
                default:
                    Tell(_away, report.Words);
                    break;
            }
        }
    }

    private void Tell(RecurringError error, string words)
    {
        if (error.IsThere(RecurringError.KindOf(words)) != ErrorNews.Nothing)
            LogMqttError(words);
    }
}
