using EdgeVision.EdgeAgent.Configuration;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>The least important level that is written; unlike the framework's own, it can change while loggers exist.</summary>
internal sealed class LogThreshold(LogLevel level)
{
    private volatile LogLevel _level = level;

    /// <summary>As <see cref="LoggingOptions.Level"/>.</summary>
    public LogLevel Level
    {
        get => _level;
        set => _level = value;
    }

    /// <summary>Whether a message of <paramref name="level"/> is written.</summary>
    public bool Lets(LogLevel level) => level >= _level;
}
