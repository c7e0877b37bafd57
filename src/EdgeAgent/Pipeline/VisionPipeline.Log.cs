using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Pipeline;

internal sealed partial class VisionPipeline
{
    [LoggerMessage(1001, LogLevel.Information, "Camera {Camera}: {Description}.")]
    private partial void LogStarts(string camera, string description);

    [LoggerMessage(1004, LogLevel.Warning, "Camera {Camera} gave a frame that cannot be decoded; skipped, {Count} so far. {Reason}")]
    private partial void LogDamaged(string camera, string reason, long count);
}
