using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

internal sealed partial class VisionAgent
{
    [LoggerMessage(3002, LogLevel.Information, "Model {Model} ({Sha256}) runs on engine {Engine}, {Threads} threads. Kernels: {Kernels}.")]
    private partial void LogModel(string model, string sha256, string engine, int threads, string kernels);

    [LoggerMessage(3009, LogLevel.Information, "Model {Model} ({Sha256}) sees from this frame on.")]
    private partial void LogExchanged(string model, string sha256);

    [LoggerMessage(
        3007,
        LogLevel.Warning,
        "The pipeline did not stop within {Limit}: a camera's driver or an inference hangs or takes longer. "
        + "Nobody waits for it; the outputs are at their safe level.")]
    private partial void LogPipelineHangs(TimeSpan limit);
}
