using EdgeVision.EdgeAgent.Outputs.Gpio;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

internal sealed partial class VisionAgent
{
    [LoggerMessage(3001, LogLevel.Information, "Output {Output} drives {Line} by rule {Rule}; its safe level is {Level}.")]
    private partial void LogOutput(string output, string line, string rule, OutputLevel level);

    [LoggerMessage(3002, LogLevel.Information, "Model {Model} ({Sha256}) runs on engine {Engine}, {Threads} threads. Kernels: {Kernels}.")]
    private partial void LogModel(string model, string sha256, string engine, int threads, string kernels);

    [LoggerMessage(3003, LogLevel.Information, "{Words}")]
    private partial void LogMqtt(string words);

    [LoggerMessage(3004, LogLevel.Warning, "{Words}")]
    private partial void LogMqttTrouble(string words);

    [LoggerMessage(3005, LogLevel.Error, "Output {Output} ({Line}) cannot be driven; trying again until it can. {Reason}")]
    private partial void LogOutputRefuses(string output, string line, string reason);

    [LoggerMessage(3006, LogLevel.Information, "{Line} would be {Level}.")]
    private partial void LogSimulated(string line, OutputLevel level);

    [LoggerMessage(3007, LogLevel.Error, "The pipeline did not stop within {Limit}; a camera's driver or an inference hangs, and nobody waits for it any longer.")]
    private partial void LogPipelineHangs(TimeSpan limit);
}
