using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

internal sealed partial class AgentSuccession
{
    [LoggerMessage(3201, LogLevel.Error, "The new configuration does not start; starting the one before again. {Reason}")]
    private partial void LogStartsAgain(string reason);

    [LoggerMessage(3202, LogLevel.Error, "The pipeline died while it was being stopped.")]
    private partial void LogDiedMeanwhile(Exception error);
}
