using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

internal sealed partial class ConfigurationReload
{
    [LoggerMessage(3301, LogLevel.Information, "The new configuration is at work: {Cameras} cameras, {Rules} rules, {Outputs} outputs.")]
    private partial void LogReloaded(int cameras, int rules, int outputs);

    [LoggerMessage(3302, LogLevel.Information, "The configuration says the same as before of cameras, rules, outputs, MQTT and model; they go on undisturbed.")]
    private partial void LogUnchanged();

    [LoggerMessage(3303, LogLevel.Error, "{Error}")]
    private partial void LogError(string error);

    [LoggerMessage(3304, LogLevel.Error, "The new configuration is refused ({Errors} errors, see above); the one before goes on.")]
    private partial void LogRefused(int errors);

    [LoggerMessage(3305, LogLevel.Critical, "The reload has failed and nothing runs; the process ends. {Reason}")]
    private partial void LogNoneRuns(string reason);
}
