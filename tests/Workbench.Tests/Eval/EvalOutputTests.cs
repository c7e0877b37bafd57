using System.Text;
using System.Text.Json;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Eval;
using Spectre.Console;

namespace EdgeVision.Workbench.Tests.Eval;

public sealed class EvalOutputTests
{
    private static readonly EvalResult s_result = new()
    {
        Model = new ModelManifest { Name = "[tiny]", Sha256 = "abc", Labels = ["a", "[b]"], Task = ModelTask.Classification },
        Engine = new EngineOptions { Engine = EngineKind.OnnxRuntime },
        Labelled = new LabelledFolder("pictures", "pictures/labels.tsv"),
        Listed = 9,
        Asked = 8,
        Evaluated = 7,
        Skipped = [new SkippedPicture("c.jpg", "c.jpg: there is no such file.")],
        Remarks = [],
        MeanTime = TimeSpan.FromMilliseconds(5.25),
        MeanInferenceTime = TimeSpan.FromMilliseconds(4),
        Figures = new ScriptedEvaluation().Compute(),
        ExitCode = 66,
    };

    [Fact]
    public void TablesHaveFiguresAndThenClasses()
    {
        string text = Table(s_result, perClass: true);

        Assert.Contains("[tiny], onnxruntime: 7 of 9 pictures of pictures", text, StringComparison.Ordinal);
        Assert.Equal(
            ["figure value 95 %", "top-1 0.730 0.636 – 0.807", "classes 2", "class top-1 pictures", "a 1.000 3", "[b] 0.500 4"],
            text.Split('\n').Where(static line => line.Contains('│', StringComparison.Ordinal))
                .Select(static line => string.Join(' ', line.Split(['│', ' ', '\r'], StringSplitOptions.RemoveEmptyEntries))));
        Assert.Contains("5.25 ms a picture, 4.00 ms of it in the network. Model file: sha256 abc.", text, StringComparison.Ordinal);
        Assert.Contains("1 of 8 pictures were skipped.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassesComeOnlyWhenAsked() => Assert.DoesNotContain("[b]", Table(s_result, perClass: false), StringComparison.Ordinal);

    [Fact]
    public void AFigureOfNothingIsLeftOutAndNullInJson()
    {
        EvalResult result = s_result with
        {
            Figures = new EvalFigures([new("mIoU", "miou", null), EvalFigure.Count("pixels", "pixels", 0)], [], "all is void"),
        };

        string text = Table(result, perClass: true);
        JsonElement figures = Json(result, perClass: true).GetProperty("figures");

        Assert.DoesNotContain("mIoU", text, StringComparison.Ordinal);
        Assert.Contains("pixels", text, StringComparison.Ordinal);
        Assert.Equal((JsonValueKind.Null, 0.0), (figures.GetProperty("miou").ValueKind, Number(figures, "pixels")));
    }

    [Fact]
    public void JsonHasEveryFigure()
    {
        JsonElement json = Json(s_result, perClass: true);

        Assert.Equal(
            ("classification", "[tiny]", "abc", "onnxruntime", 9, 7, 1),
            (Text(json, "task"), Text(json, "model"), Text(json, "sha256"), Text(json, "engine"), Number(json, "listed"), Number(json, "pictures"),
                Number(json, "skipped")));
        Assert.Equal("c.jpg: there is no such file.", Text(json.GetProperty("skippedPictures")[0], "reason"));
        Assert.Equal((5.25, 4.0), (Number(json, "meanMs"), Number(json, "meanInferenceMs")));
        JsonElement figures = json.GetProperty("figures");
        Assert.Equal(
            (0.73, 0.63568, 0.8073, 2), (Number(figures, "top1"), Number(figures, "top1Low"), Number(figures, "top1High"), Number(figures, "classes")));
        Assert.Equal(("[b]", 0.5, 4), (Text(json.GetProperty("classes")[1], "label"), Number(json.GetProperty("classes")[1], "top1"),
            Number(json.GetProperty("classes")[1], "pictures")));
        Assert.False(Json(s_result, perClass: false).TryGetProperty("classes", out _));
    }

    private static string Table(EvalResult result, bool perClass)
    {
        using var output = new StringWriter();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 200;
        new EvalTables(console).Write(result, perClass);
        return output.ToString();
    }

    private static JsonElement Json(EvalResult result, bool perClass)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            EvalJson.Write(writer, result, perClass);
            writer.WriteEndObject();
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray())).RootElement;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();
}
