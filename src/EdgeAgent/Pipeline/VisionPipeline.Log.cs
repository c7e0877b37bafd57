using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Pipeline;

internal sealed partial class VisionPipeline
{
    [LoggerMessage(1001, LogLevel.Information, "Camera {Camera}: {Description}.")]
    private partial void LogStarts(string camera, string description);

    [LoggerMessage(1002, LogLevel.Information, "Camera {Camera} is online.")]
    private partial void LogOnline(string camera);

    [LoggerMessage(1003, LogLevel.Warning, "Camera {Camera} is offline: it gave no frame that can be decoded for {Silence}; its events have ended, and it may come back.")]
    private partial void LogSilent(string camera, TimeSpan silence);

    [LoggerMessage(1004, LogLevel.Warning, "Camera {Camera} gave a frame that cannot be decoded; skipped, {Count} so far. {Reason}")]
    private partial void LogDamaged(string camera, string reason, long count);

    [LoggerMessage(1007, LogLevel.Warning, "Camera {Camera} gives no picture; trying again until it does. {Reason}")]
    private partial void LogTrouble(string camera, string reason);

    [LoggerMessage(1006, LogLevel.Information, "Camera {Camera} is over; its events have ended.")]
    private partial void LogOver(string camera);

    [LoggerMessage(1005, LogLevel.Error, "Camera {Camera} has failed for good. {Reason}")]
    private partial void LogFailed(string camera, string reason);
}
