using System.Text.Json;
using System.Text.Json.Serialization;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>Reads four numbers without making an array of them, however many there are.</summary>
internal sealed class CocoBoxConverter : JsonConverter<CocoBox>
{
    /// <inheritdoc/>
    public override CocoBox Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw NotABox();
        var box = new CocoBox(Number(ref reader), Number(ref reader), Number(ref reader), Number(ref reader));
        return reader.Read() && reader.TokenType == JsonTokenType.EndArray ? box : throw NotABox();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CocoBox value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.X);
        writer.WriteNumberValue(value.Y);
        writer.WriteNumberValue(value.Width);
        writer.WriteNumberValue(value.Height);
        writer.WriteEndArray();
    }

    private static float Number(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetSingle(out float number) ? number : throw NotABox();

    private static JsonException NotABox() => new("must be four numbers: x, y, width and height in pixels");
}
