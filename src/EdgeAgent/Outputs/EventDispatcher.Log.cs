using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Outputs;

internal sealed partial class EventDispatcher
{
    [LoggerMessage(2001, LogLevel.Error, "Output {Sink} fails; the others go on, and further failures are only counted until it works again.")]
    private partial void LogFails(Exception error, string sink);

    [LoggerMessage(2003, LogLevel.Error, "Output {Sink} fails again, {Count} times so far; the stack is told above. {Reason}")]
    private partial void LogFailsAgain(string sink, long count, string reason);

    [LoggerMessage(2002, LogLevel.Information, "Output {Sink} works again.")]
    private partial void LogWorks(string sink);
}
