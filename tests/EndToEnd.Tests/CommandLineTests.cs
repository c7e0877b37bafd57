using System.Text.Json;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>The published program on real pictures and on nonsense.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgevision-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void HelpEndsWithExamples()
    {
        (int exitCode, string output, _) = EdgeVisionProcess.Run("--help");

        Assert.Equal(0, exitCode);
        Assert.Contains("Examples:", output, StringComparison.Ordinal);
        foreach (string command in (string[])["run", "demo", "detect", "classify", "eval", "bench", "config", "cameras", "version"])
            Assert.Contains($"  {command}", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_AnUnknownCommand()
    {
        (int exitCode, _, string errors) = EdgeVisionProcess.Run("nonsense");

        Assert.Equal(64, exitCode);
        Assert.Contains("nonsense", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("detect", "--threads", "99999999999", "photo.jpg")]
    [InlineData("detect", "--min-score", "much", "photo.jpg")]
    [InlineData("detect", "--min-score", "NaN", "photo.jpg")]
    [InlineData("classify", "--model", "m", "--top", "1e3", "photo.jpg")]
    [InlineData("eval", "--limit", "0", "pictures")]
    [InlineData("bench", "--runs", "0")]
    [InlineData("bench", "--threads", "two")]
    [InlineData("bench", "--fresh", "101")]
    [InlineData("demo", "--frames", "many")]
    [InlineData("demo", "--frames", "-5")]
    public void Refuses_WhatIsNoNumberInRange(params string[] arguments)
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(arguments);

        Assert.Equal((64, ""), (exitCode, output));
        Assert.Contains("not a number", errors, StringComparison.Ordinal);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory, InlineData("managed"), InlineData("onnxruntime")]
    public void DetectFindsThePersonTheCatAndTheCup(string engine)
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(
            "detect", "--engine", engine, "--json", "--min-score", "0.4", Sample("astronaut"), Sample("chelsea"), Sample("coffee"));

        Assert.Equal((0, ""), (exitCode, errors));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Contains("person", Labels(lines[0]));
        Assert.Contains("cat", Labels(lines[1]));
        Assert.Contains("cup", Labels(lines[2]));
    }

    [Fact]
    public void DetectWritesThePictureWithItsBoxes()
    {
        (int exitCode, _, string errors) = EdgeVisionProcess.Run("detect", Sample("chelsea"), "--out", _folder.FullName);

        Assert.Equal((0, ""), (exitCode, errors));
        byte[] drawn = File.ReadAllBytes(Path.Combine(_folder.FullName, "chelsea.jpg"));
        Assert.Equal([0xFF, 0xD8], drawn[..2]);
        Assert.NotEqual(File.ReadAllBytes(Sample("chelsea")), drawn);
    }

    [Fact]
    public void DetectDoesNotDrawOneOfTwoPicturesOverTheOther()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, "other")).FullName;
        string sameName = Path.Combine(folder, "chelsea.jpg");
        File.Copy(Sample("coffee"), sameName);

        (int exitCode, _, string errors) = EdgeVisionProcess.Run("detect", Sample("chelsea"), sameName, "--out", _folder.FullName);

        Assert.Equal(65, exitCode);
        Assert.Contains("different folders", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_APictureThatNeverEnds()
    {
        (int exitCode, _, string errors) = EdgeVisionProcess.Run("detect", "/dev/zero");

        Assert.Equal(65, exitCode);
        Assert.Contains("256 MiB", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_APictureThatIsNone()
    {
        string garbage = Write("garbage.jpg", "this is no picture"u8);

        (int exitCode, _, string errors) = EdgeVisionProcess.Run("detect", garbage);

        Assert.Equal(65, exitCode);
        Assert.Contains("garbage.jpg", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Refuses_APictureThatIsNotThere()
    {
        (int exitCode, _, string errors) = EdgeVisionProcess.Run("detect", Path.Combine(_folder.FullName, "absent.jpg"));

        Assert.Equal(66, exitCode);
        Assert.Contains("absent.jpg", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void DetectGoesOnAfterABadPictureAndStillFails()
    {
        string garbage = Write("garbage.jpg", "this is no picture"u8);

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("detect", "--json", garbage, Sample("chelsea"));

        Assert.Equal(65, exitCode);
        Assert.Contains("garbage.jpg", errors, StringComparison.Ordinal);
        Assert.Contains("cat", Labels(output.Trim()));
    }

    [Theory, InlineData("managed"), InlineData("onnxruntime")]
    public void Refuses_AModelThatIsNotOnnx(string engine)
    {
        string model = Write("broken.onnx", "this is no model"u8);

        (int exitCode, _, string errors) = EdgeVisionProcess.Run("bench", "--engine", engine, "--model", model);

        Assert.Equal(65, exitCode);
        Assert.Contains("broken.onnx", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Refuses_AModelWhoseHashIsAnother()
    {
        string folder = Repository.PathTo("models", "ssdlite-mobilenet-v2-coco");
        foreach (string file in Directory.GetFiles(folder))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        using (FileStream model = File.OpenWrite(Path.Combine(_folder.FullName, "model.onnx")))
        {
            model.Seek(-1, SeekOrigin.End);
            model.WriteByte(0xAB);
        }

        (int exitCode, _, string errors) = EdgeVisionProcess.Run("detect", "--model", _folder.FullName, Sample("chelsea"));

        Assert.Equal(65, exitCode);
        Assert.Contains("SHA-256", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void BenchComparesBothEnginesOnTheSameModel()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("bench", "--runs", "3", "--json");

        Assert.Equal((0, ""), (exitCode, errors));
        string[] engines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("engine").GetString()!)];
        Assert.Equal(["managed", "onnxruntime"], engines);
    }

    [Fact]
    public void BenchWritesStepsAndAPageWithPlots()
    {
        string page = Path.Combine(_folder.FullName, "bench.html");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("bench", "--engine", "managed", "--threads", "1,2", "--runs", "2", "--fresh", "1", "--profile", "--html", page, "--json");

        Assert.Equal((0, ""), (exitCode, errors));
        ILookup<string, JsonElement> lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToLookup(line => line.GetProperty("kind").GetString()!);
        Assert.Equal([1, 2], lines["engine"].Select(line => line.GetProperty("threads").GetInt32()));
        Assert.True(lines["step"].Count() > 100);
        Assert.Contains("</svg>", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_ToProfileOnnxRuntime()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("bench", "--engine", "onnxruntime", "--profile");

        Assert.Equal((64, ""), (exitCode, output));
        Assert.Contains("managed", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_APageNobodyCanWriteBeforeItMeasures()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("bench", "--html", _folder.FullName);

        Assert.Equal((74, ""), (exitCode, output));
        Assert.Contains(_folder.FullName, errors, StringComparison.Ordinal);
    }

    private static string Sample(string name) => Repository.PathTo("samples", $"{name}.jpg");

    private static string[] Labels(string line) =>
        [.. JsonDocument.Parse(line).RootElement.GetProperty("objects").EnumerateArray().Select(found => found.GetProperty("label").GetString()!)];

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
