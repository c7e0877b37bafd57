using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

internal sealed partial class VisionService
{
    [LoggerMessage(3101, LogLevel.Debug, "{Status}.")]
    private partial void LogStatus(string status);

    [LoggerMessage(3102, LogLevel.Error, "No ping for systemd's watchdog. {Stall}")]
    private partial void LogStall(string stall);

    [LoggerMessage(3104, LogLevel.Error, "This is a defect of EdgeVision, please report it: the status line could not be made. Everything goes on.")]
    private partial void LogStatusFails(Exception error);

    [LoggerMessage(3103, LogLevel.Critical, "Nothing works on; the process ends.")]
    private partial void LogDied(Exception error);
}
