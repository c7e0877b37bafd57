using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

internal sealed partial class BrokerLog
{
    [LoggerMessage(3003, LogLevel.Information, "{Words}")]
    private partial void LogMqtt(string words);

    [LoggerMessage(3004, LogLevel.Warning, "{Words}")]
    private partial void LogMqttError(string words);
}
