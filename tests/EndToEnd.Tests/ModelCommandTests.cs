using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>Networks made, shown and run by the published program.</summary>
public sealed class ModelCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ModelAlonePrintsItsHelp()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("model");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("new <NAME>", output, StringComparison.Ordinal);
        Assert.Contains("show <FILE>", output, StringComparison.Ordinal);
    }

    [Fact]
    public void ANewClassifierClassifiesAndIsShown()
    {
        string path = _folder.PathTo("net.onnx");

        JsonElement made = Single(
            EdgeVisionProcess.Run("model", "new", "mobilenet-v3-small", "--alpha", "0.5", "--resolution", "96", "--classes", "7", "-o", path, "--json"));
        JsonElement seen = Single(EdgeVisionProcess.Run("classify", "--model", path, "--top", "7", "--json", Repository.PathTo("samples", "chelsea.jpg")));
        JsonElement[] shown = Lines(EdgeVisionProcess.Run("model", "show", path, "--json"));

        Assert.Equal((path, 7), (made.GetProperty("file").GetString(), made.GetProperty("classes").GetInt32()));
        Assert.Equal(1.0, seen.GetProperty("classes").EnumerateArray().Sum(static found => found.GetProperty("score").GetDouble()), 1e-3);
        Assert.Equal(made.GetProperty("multiplyAdds").GetInt64(), shown[^1].GetProperty("multiplyAdds").GetInt64());
        Assert.Equal(made.GetProperty("parameters").GetInt64(), shown[..^1].Sum(static layer => layer.GetProperty("parameters").GetInt64()));
    }

    [Fact]
    public void ANewDetectorDetects()
    {
        string path = _folder.PathTo("net.onnx");
        Lines(EdgeVisionProcess.Run("model", "new", "ssdlite-mobilenet-v2", "--alpha", "0.25", "--resolution", "128", "-o", path));

        JsonElement seen = Single(EdgeVisionProcess.Run("detect", "--model", path, "--json", Repository.PathTo("samples", "chelsea.jpg")));

        Assert.Equal("ssdlite-mobilenet-v2-0.25-128", seen.GetProperty("model").GetString());
    }

    [Fact]
    public void ShowsTheModelThatShipsWithTheProgram()
    {
        JsonElement sums = Lines(EdgeVisionProcess.Run("model", "show", "ssdlite-mobilenet-v2-coco", "--json"))[^1];

        Assert.Equal(749_503_856, sums.GetProperty("multiplyAdds").GetInt64());
        Assert.Equal(33, sums.GetProperty("separablePairs").GetInt32());
    }

    [Fact]
    public void Refuses_ToOverwriteAndSaysHow()
    {
        string path = _folder.PathTo("net.onnx");
        File.WriteAllText(path, "mine");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("model", "new", "mobilenet-v1", "--alpha", "0.25", "-o", path);

        Assert.Equal((74, ""), (exitCode, output));
        Assert.Contains("--force", errors, StringComparison.Ordinal);
        Assert.Equal("mine", File.ReadAllText(path));
    }

    [Theory]
    [InlineData(64, "did you mean \"mobilenet-v2\"?", "model", "new", "mobilenet-2")]
    [InlineData(64, "not a number above 0.1 and at most 2", "model", "new", "mobilenet-v2", "--alpha", "3")]
    [InlineData(64, "not a number in 32 to 1024", "model", "new", "mobilenet-v2", "--resolution", "9")]
    [InlineData(64, "deeplabv3-mobilenet-v2 cannot have 300 classes; there must be 2 to 256", "model", "new", "deeplabv3-mobilenet-v2", "--classes", "300",
        "-o", "never-written.onnx")]
    [InlineData(66, "nothing.onnx", "model", "new", "mobilenet-v2", "--weights", "nothing.onnx", "-o", "never-written.onnx")]
    [InlineData(66, "nothing.onnx", "model", "show", "nothing.onnx")]
    [InlineData(64, "say classify or detect or segment", "fit", "--task", "sing")]
    public void Refuses_WithWords(int expected, string words, params string[] arguments)
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(arguments);

        Assert.Equal((expected, ""), (exitCode, output));
        Assert.Contains(words, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void FitTimesTheDetectorsAndChooses()
    {
        string page = _folder.PathTo("fit.html");

        JsonElement[] lines = Lines(
            EdgeVisionProcess.Run("fit", "--task", "detect", "--fps", "0.1", "--runs", "1", "--threads", "1", "--json", "--html", page));

        Assert.Equal(7, lines.Count(static line => line.GetProperty("kind").GetString() == "member"));
        Assert.Equal("ssdlite-mobilenet-v1-1.0-320", lines[^1].GetProperty("best").GetString());
        Assert.Contains("</svg>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void HelpOfFitSaysWhatItDoesUnlessTold()
    {
        (int exitCode, string output, _) = EdgeVisionProcess.Run("fit", "--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("[default: classify]", output, StringComparison.Ordinal);
    }

    private static JsonElement[] Lines((int ExitCode, string Output, string Errors) run)
    {
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        return [.. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => line.StartsWith('{'))
            .Select(static line => JsonDocument.Parse(line).RootElement)];
    }

    private static JsonElement Single((int ExitCode, string Output, string Errors) run) => Assert.Single(Lines(run));
}
