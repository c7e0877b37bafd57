using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Tests;

/// <summary>Remembers the formatted messages.</summary>
internal sealed class RecordingLogger<T> : ILogger<T>
{
    private readonly List<string> _lines = [];
    private readonly List<string> _stacks = [];

    public string[] Lines
    {
        get
        {
            lock (_lines)
                return [.. _lines];
        }
    }

    /// <summary>What was logged with an exception: the message, then the exception with its stack.</summary>
    public string[] Stacks
    {
        get
        {
            lock (_lines)
                return [.. _stacks];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lines)
        {
            _lines.Add(formatter(state, exception));
            if (exception is not null)
                _stacks.Add($"{formatter(state, exception)} {exception}");
        }
    }
}
