using System.Globalization;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>
/// For systemd's journal, which notes the time itself: <c>&lt;6&gt;Category[1002] Camera gate is online.</c>, with the priority of sd-daemon(3).
/// </summary>
internal sealed class JournalLogFormat : ILogFormat
{
    /// <inheritdoc/>
    public string Line(in LogRecord record)
    {
        int priority = record.Level switch
        {
            LogLevel.Trace or LogLevel.Debug => 7,
            LogLevel.Information => 6,
            LogLevel.Warning => 4,
            LogLevel.Error => 3,
            _ => 2,
        };
        return string.Create(
            CultureInfo.InvariantCulture, $"<{priority}>{record.Category}[{record.Event.Id}] {record.Message}{LoggedException.InOneLine(record.Exception)}");
    }
}
