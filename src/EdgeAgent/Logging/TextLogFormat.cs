using System.Globalization;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>For people: <c>2026-11-28 02:30:00.123 info: Category[1002] Camera gate is online.</c>, in the box's own time.</summary>
/// <param name="isColored">Whether the level has a colour, for a terminal.</param>
internal sealed class TextLogFormat(TimeZoneInfo zone, bool isColored) : ILogFormat
{
    /// <inheritdoc/>
    public string Line(in LogRecord record)
    {
        (string level, string color) = record.Level switch
        {
            LogLevel.Trace => ("trce", "90"),
            LogLevel.Debug => ("dbug", "90"),
            LogLevel.Information => ("info", "32"),
            LogLevel.Warning => ("warn", "33"),
            LogLevel.Error => ("fail", "31"),
            _ => ("crit", "1;31"),
        };
        DateTimeOffset local = TimeZoneInfo.ConvertTime(record.At, zone);
        string shown = isColored ? $"\x1b[{color}m{level}\x1b[0m" : level;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{local:yyyy-MM-dd HH:mm:ss.fff} {shown}: {record.Category}[{record.Event.Id}] {record.Message}{LoggedException.InOneLine(record.Exception)}");
    }
}
