using System.Diagnostics;
using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.Workbench.Tests.Eval;

/// <summary>The whole command, in a process of its own, on the sample pictures.</summary>
public sealed class EvalCommandTests : IDisposable
{
    // The cat of chelsea.jpg, 451 pixels by 300, as a person marks it: all but the right edge.
    private const string Cat = """{"image_id": 1, "category_id": 17, "bbox": [0, 0, 400, 300]}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void PrintsTheFiguresOfAFolder()
    {
        TakeSamples("chelsea", "coffee");
        WriteObjects(Cat, Image(1, "chelsea.jpg"), Image(2, "coffee.jpg"));

        (int exitCode, string output, string errors) = Run("--json", "--per-class", "--threads", "1");

        Assert.Equal((0, ""), (exitCode, errors));
        JsonElement json = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("detection", "ssdlite-mobilenet-v2-coco", "managed"),
            (json.GetProperty("task").GetString(), json.GetProperty("model").GetString(), json.GetProperty("engine").GetString()));
        Assert.Equal((2, 0), (json.GetProperty("pictures").GetInt32(), json.GetProperty("skipped").GetInt32()));
        Assert.Equal(1.0, json.GetProperty("figures").GetProperty("map50").GetDouble());
        Assert.Equal(["cat"], json.GetProperty("classes").EnumerateArray().Select(static one => one.GetProperty("label").GetString()));
    }

    [Fact]
    public void CountsPicturesItCannotReadAndStillFails()
    {
        TakeSamples("chelsea", "coffee");
        File.WriteAllText(_folder.PathTo("garbage.jpg"), "this is no picture");
        WriteObjects(Cat, Image(1, "chelsea.jpg"), Image(2, "absent.jpg"), Image(3, "garbage.jpg"));

        (int exitCode, string output, string errors) = Run("--engine", "onnxruntime");

        Assert.Equal(66, exitCode);
        Assert.Contains("onnxruntime: 1 of 3 pictures", output, StringComparison.Ordinal);
        Assert.Contains("absent.jpg: there is no such file", errors, StringComparison.Ordinal);
        Assert.Contains("garbage.jpg: The picture is ", errors, StringComparison.Ordinal);
        Assert.Contains("2 of 3 pictures were skipped; the figures are of the others.", errors, StringComparison.Ordinal);
        Assert.Contains("nothing says what coffee.jpg shows", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_BoxesThatWereMarkedInAnotherSize()
    {
        TakeSamples("chelsea");
        WriteObjects(Cat, """{"id": 1, "file_name": "chelsea.jpg", "width": 7, "height": 5}""");

        (int exitCode, string output, string errors) = Run();

        Assert.Equal((65, ""), (exitCode, output));
        Assert.Contains("but its boxes were marked in 7×5", errors, StringComparison.Ordinal);
        Assert.Contains("1 of 1 pictures were skipped, so there is nothing to measure", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_CategoriesTheModelDoesNotKnow()
    {
        TakeSamples("chelsea");
        WriteObjects(Cat.Replace("17", "99", StringComparison.Ordinal), Image(1, "chelsea.jpg"));

        (int exitCode, string output, string errors) = Run();

        Assert.Equal((65, ""), (exitCode, output));
        Assert.Contains("the model ssdlite-mobilenet-v2-coco has no label 'unicorn' (1 object)", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"image_id": 1, "category_id": 17, "bbox": [0, 0, 400, 300], "iscrowd": 1}""")]
    public void PrintsNoFigureWhereThereIsNoObject(string annotation)
    {
        TakeSamples("chelsea");
        WriteObjects(annotation, Image(1, "chelsea.jpg"));

        (int exitCode, string output, string errors) = Run("--json");

        Assert.Equal(65, exitCode);
        Assert.Equal("edgevision: the truth of these pictures has no object that counts, so there is nothing to measure.", errors.TrimEnd());
        JsonElement figures = JsonDocument.Parse(output).RootElement.GetProperty("figures");
        Assert.All((string[])["map", "map50", "mar100"], name => Assert.Equal(JsonValueKind.Null, figures.GetProperty(name).ValueKind));
        Assert.Equal(0, figures.GetProperty("objects").GetInt32());
    }

    [Theory]
    [InlineData("chelsea.jpg", "the picture chelsea.jpg is listed twice;")]
    [InlineData("./chelsea.jpg", "the picture ./chelsea.jpg is listed twice, before as chelsea.jpg;")]
    public void Refuses_APictureThatIsListedTwice(string again, string reason)
    {
        TakeSamples("chelsea");
        WriteObjects(Cat, Image(1, "chelsea.jpg"), Image(2, again));

        (int exitCode, string output, string errors) = Run();

        Assert.Equal((65, ""), (exitCode, output));
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AFolderWithoutTruth()
    {
        TakeSamples("chelsea");

        (int exitCode, string output, string errors) = Run();

        Assert.Equal((66, ""), (exitCode, output));
        Assert.Contains("instances.json", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void HelpEndsWithExamples()
    {
        (int exitCode, string output, _) = RunProgram("eval", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("edgevision eval pictures --model my-classifier --per-class", output, StringComparison.Ordinal);
    }

    private static string Image(int id, string file) => $$"""{"id": {{id}}, "file_name": "{{file}}"}""";

    private void TakeSamples(params string[] names)
    {
        foreach (string name in names)
            File.Copy(Repository.PathTo("samples", $"{name}.jpg"), _folder.PathTo($"{name}.jpg"));
    }

    private void WriteObjects(string annotation, params string[] images) => File.WriteAllText(
        _folder.PathTo("instances.json"),
        $$"""{"images": [{{string.Join(',', images)}}], "annotations": [{{annotation}}],"""
        + """ "categories": [{"id": 17, "name": "cat"}, {"id": 99, "name": "unicorn"}]}""");

    private (int ExitCode, string Output, string Errors) Run(params string[] arguments) =>
        RunProgram(["eval", _folder.Path, "--model", Repository.PathTo("models", "ssdlite-mobilenet-v2-coco"), .. arguments]);

    private static (int ExitCode, string Output, string Errors) RunProgram(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgevision.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
