using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>Writes one JSON object a line, so that each can be read as it comes.</summary>
internal static class JsonLines
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the members that <paramref name="write"/> adds as one object and a line end.</summary>
    public static void Write(Action<Utf8JsonWriter> write)
    {
        using Stream output = StandardOutput.Open();
        using (var json = new Utf8JsonWriter(output, s_options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        output.WriteByte((byte)'\n');
    }
}
