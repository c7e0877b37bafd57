using System.Text.Json;

namespace EdgeVision.Workbench.Eval;

/// <summary>An evaluation as one JSON object.</summary>
internal static class EvalJson
{
    /// <summary>Adds the members of the object.</summary>
    public static void Write(Utf8JsonWriter line, EvalResult result, bool perClass)
    {
        line.WriteString("task", result.Model.Task.ToString().ToLowerInvariant());
        line.WriteString("model", result.Model.Name);
        line.WriteString("sha256", result.Model.Sha256);
        line.WriteString("engine", EngineNames.Of(result.Engine.Engine));
        line.WriteString("folder", result.Labelled.Folder);
        line.WriteString("truth", result.Labelled.GroundTruth);
        line.WriteNumber("listed", result.Listed);
        line.WriteNumber("pictures", result.Evaluated);
        line.WriteNumber("skipped", result.SkippedCount);
        line.WriteStartArray("skippedPictures");
        foreach (SkippedPicture skipped in result.Skipped)
        {
            line.WriteStartObject();
            line.WriteString("file", skipped.File);
            line.WriteString("reason", skipped.Reason);
            line.WriteEndObject();
        }

        line.WriteEndArray();
        line.WriteNumber("meanMs", Math.Round(result.MeanTime.TotalMilliseconds, 3));
        line.WriteNumber("meanInferenceMs", Math.Round(result.MeanInferenceTime.TotalMilliseconds, 3));
        line.WriteStartObject("figures");
        WriteFigures(line, result.Figures.Overall);
        line.WriteEndObject();
        if (!perClass)
            return;

        line.WriteStartArray("classes");
        foreach (EvalClass one in result.Figures.Classes)
        {
            line.WriteStartObject();
            line.WriteString("label", one.Label);
            WriteFigures(line, one.Figures);
            line.WriteEndObject();
        }

        line.WriteEndArray();
    }

    private static void WriteFigures(Utf8JsonWriter line, IReadOnlyList<EvalFigure> figures)
    {
        foreach (EvalFigure figure in figures)
        {
            if (figure.Value is { } value)
                line.WriteNumber(figure.Key, Math.Round(value, 5));
            else
                line.WriteNull(figure.Key);
            if (figure.Interval is not { } interval)
                continue;

            line.WriteNumber($"{figure.Key}Low", Math.Round(interval.Low, 5));
            line.WriteNumber($"{figure.Key}High", Math.Round(interval.High, 5));
        }
    }
}
