using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.ModelUpdates;

internal sealed partial class ModelUpdater
{
    [LoggerMessage(3602, LogLevel.Information, "Model {Model} is wanted by {Source}; it is looked at beside the one in use.")]
    private partial void LogWanted(string model, string source);

    [LoggerMessage(3603, LogLevel.Information, "Model {Model} is {Step}.")]
    private partial void LogStep(string model, string step);

    [LoggerMessage(3604, LogLevel.Warning, "Model {Model} is not taken ({Reason}); the one in use goes on. {Error}")]
    private partial void LogRefused(string model, string reason, string error);

    [LoggerMessage(3605, LogLevel.Warning, "Model {Model} has failed its trial ({Reason}); the one before sees again. {Error}")]
    private partial void LogRolledBack(string model, string reason, string error);

    [LoggerMessage(3606, LogLevel.Information, "Model {Model} is good: {Frames} live frames, agreement {Agreement}.")]
    private partial void LogGood(string model, int frames, string agreement);

    [LoggerMessage(3607, LogLevel.Warning, "Model {Model} cannot be had yet ({Reason}), and is tried again in {Pause}. {Error}")]
    private partial void LogWaits(string model, string reason, TimeSpan pause, string error);

    [LoggerMessage(3608, LogLevel.Warning, "A wish of {Source} is not heeded ({Reason}). {Error}")]
    private partial void LogNotHeeded(string source, string reason, string error);

    [LoggerMessage(3609, LogLevel.Error, "Model {Model} cannot be run, so another one is looked for. {Error}")]
    private partial void LogCannotRun(string model, string error);

    [LoggerMessage(3610, LogLevel.Warning, "Model {Model} runs in place of what is wanted; rules that it cannot serve stay idle.")]
    private partial void LogFallback(string model);

    [LoggerMessage(3611, LogLevel.Error, "The store of models cannot be written; what is remembered of the models is older than it should be. {Error}")]
    private partial void LogNotWritten(string error);

    [LoggerMessage(3612, LogLevel.Error, "This is a defect of EdgeVision, please report it: the model could not be changed. The one in use goes on.")]
    private partial void LogDefect(Exception defect);
}
