using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeVision.Camera;

namespace EdgeVision.EdgeAgent.Logging;

/// <summary>
/// For programs: an object with Timestamp (UTC, RFC 3339), EventId, LogLevel, Category, Message, Exception and State, the message's values by their names.
/// </summary>
internal sealed class JsonLogFormat : ILogFormat
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public string Line(in LogRecord record)
    {
        using var line = new MemoryStream(512);
        using (var json = new Utf8JsonWriter(line, s_options))
        {
            json.WriteStartObject();
            json.WriteString("Timestamp", record.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteNumber("EventId", record.Event.Id);
            json.WriteString("LogLevel", record.Level.ToString());
            json.WriteString("Category", record.Category);
            json.WriteString("Message", record.Message);
            if (record.Exception is { } exception)
                json.WriteString("Exception", LoggedException.InLines(exception));
            json.WriteStartObject("State");
            foreach ((string name, object? value) in record.Values)
                WriteValue(json, name, value);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length);
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNull(name);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case int or long or uint or ulong:
                json.WriteNumber(name, Convert.ToDecimal(value, CultureInfo.InvariantCulture));
                break;
            case float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                json.WriteNumber(name, Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            default:
                json.WriteString(name, Visible.Of(Redaction.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")));
                break;
        }
    }
}
