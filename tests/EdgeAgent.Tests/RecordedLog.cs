using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Tests;

/// <summary>Remembers what any logger writes, as <c>Error: words</c>.</summary>
internal sealed class RecordedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentQueue<string> _stacks = new();

    public string[] Lines => [.. _lines];

    /// <summary>What was logged with an exception: the message, then the exception with its stack.</summary>
    public string[] Stacks => [.. _stacks];

    public ILogger CreateLogger(string categoryName) => new Recorder(_lines, _stacks);

    public void Dispose()
    {
    }

    private sealed class Recorder(ConcurrentQueue<string> lines, ConcurrentQueue<string> stacks) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
            if (exception is not null)
                stacks.Enqueue($"{formatter(state, exception)} {exception}");
        }
    }
}
