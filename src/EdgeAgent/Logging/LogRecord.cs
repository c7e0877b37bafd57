using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>One message as it was logged.</summary>
/// <param name="At">When.</param>
/// <param name="Level">How important it is.</param>
/// <param name="Category">Who wrote it.</param>
/// <param name="Event">What kind of message it is.</param>
/// <param name="Message">Its words, in one line, without secrets.</param>
/// <param name="Exception">What was thrown; <see langword="null"/>: nothing.</param>
/// <param name="Values">The message's values by their names.</param>
internal readonly record struct LogRecord(
    DateTimeOffset At, LogLevel Level, string Category, EventId Event, string Message, Exception? Exception,
    IReadOnlyList<KeyValuePair<string, object?>> Values);
