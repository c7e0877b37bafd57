using System.Globalization;
using System.Text.Json;
using EdgeVision.Inference.Imaging;

namespace EdgeVision.Workbench.Pictures;

/// <summary>What every picture command says of a picture before its own findings.</summary>
internal static class PictureReport
{
    /// <summary>The first line for people.</summary>
    /// <param name="found">What was found, in a few words; or nothing.</param>
    public static void WriteText(string file, PictureReader reader, string found, in StageTimings timings) => StandardOutput.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{file}  {reader.Width}×{reader.Height}, {found}in {(timings.Preprocessing + timings.Inference + timings.Decoding).TotalMilliseconds:0.0} ms"));

    /// <summary>The first members of the picture's JSON object.</summary>
    public static void WriteJson(Utf8JsonWriter line, string file, PictureReader reader, string model, in StageTimings timings)
    {
        line.WriteString("file", file);
        line.WriteNumber("width", reader.Width);
        line.WriteNumber("height", reader.Height);
        line.WriteString("model", model);
        line.WriteNumber("inferenceMs", Math.Round(timings.Inference.TotalMilliseconds, 3));
    }
}
