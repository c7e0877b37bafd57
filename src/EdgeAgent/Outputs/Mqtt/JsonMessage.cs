using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using EdgeVision.Inference.Detection;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>A buffer and a writer used again for every message, and how this project's messages spell times and boxes. One thread.</summary>
internal sealed class JsonMessage : IDisposable
{
    private static readonly JsonEncodedText s_left = JsonEncodedText.Encode("left");
    private static readonly JsonEncodedText s_top = JsonEncodedText.Encode("top");
    private static readonly JsonEncodedText s_right = JsonEncodedText.Encode("right");
    private static readonly JsonEncodedText s_bottom = JsonEncodedText.Encode("bottom");

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public JsonMessage() => Json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>Writes the message.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>Forgets the message before.</summary>
    public Utf8JsonWriter Begin()
    {
        _buffer.ResetWrittenCount();
        Json.Reset(_buffer);
        return Json;
    }

    /// <summary>The whole message; valid until the next <see cref="Begin"/>.</summary>
    public ReadOnlySpan<byte> End()
    {
        Json.Flush();
        return _buffer.WrittenSpan;
    }

    /// <summary>RFC 3339, UTC, milliseconds: <c>2026-11-23T08:30:00.250Z</c>.</summary>
    public void WriteTime(JsonEncodedText name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[32];
        time.UtcDateTime.TryFormat(text, out int length, "yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        Json.WriteString(name, text[..length]);
    }

    /// <summary>A number rounded so that noise in far digits costs no bytes; what is not a number becomes 0.</summary>
    public void WriteRounded(JsonEncodedText name, float value, int digits) =>
        Json.WriteNumber(name, float.IsFinite(value) ? MathF.Round(value, digits) : 0f);

    /// <summary>left, top, right, bottom.</summary>
    public void WriteBox(JsonEncodedText name, in BoundingBox box, int digits)
    {
        Json.WriteStartObject(name);
        WriteRounded(s_left, box.Left, digits);
        WriteRounded(s_top, box.Top, digits);
        WriteRounded(s_right, box.Right, digits);
        WriteRounded(s_bottom, box.Bottom, digits);
        Json.WriteEndObject();
    }

    /// <inheritdoc/>
    public void Dispose() => Json.Dispose();
}
