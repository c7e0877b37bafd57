using System.Globalization;
using EdgeVision.Camera;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>
/// Loggers whose lines wait in a <see cref="LogQueue"/>. Each message is one line, whatever is in it: what a terminal would obey
/// is made visible, what looks like a secret is masked, and what is too long is cut.
/// </summary>
internal sealed class QueuedLoggerProvider : ILoggerProvider
{
    private const int MaxMessageLength = 16384;

    private readonly ILogFormat _format;
    private readonly TimeProvider _time;
    private readonly LogQueue _queue;

    /// <summary>Writes to a stream, which it does not dispose.</summary>
    public QueuedLoggerProvider(ILogFormat format, Stream output, TimeProvider time)
    {
        _format = format;
        _time = time;
        _queue = new LogQueue(output, DescribeDropped);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new QueuedLogger(this, categoryName);

    /// <inheritdoc/>
    public void Dispose() => _queue.Dispose();

    private void Write(LogLevel level, string category, EventId id, string message, Exception? exception, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        string cut = message.Length > MaxMessageLength ? $"{message[..MaxMessageLength]}…" : message;
        _queue.Add(_format.Line(
            new LogRecord(_time.GetUtcNow(), level, category, id, Visible.Of(Redaction.Of(cut).ReplaceLineEndings(" ")), exception, values)));
    }

    private string DescribeDropped(long count)
    {
        string words = string.Create(CultureInfo.InvariantCulture, $"{count} lines were dropped here, because nobody read them or they could not be written.");
        return _format.Line(
            new LogRecord(_time.GetUtcNow(), LogLevel.Warning, typeof(LogQueue).FullName!, new EventId(5001, "Dropped"), words, null, [new("Count", count)]));
    }

    private sealed class QueuedLogger(QueuedLoggerProvider provider, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                provider.Write(
                    logLevel, category, eventId, formatter(state, exception), exception, state as IReadOnlyList<KeyValuePair<string, object?>> ?? []);
        }
    }
}
