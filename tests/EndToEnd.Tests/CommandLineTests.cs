using System.Security.Cryptography;
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
        foreach (string command in (string[])["run", "demo", "detect", "classify", "segment", "eval", "fit", "bench", "model", "config", "cameras", "version"])
            Assert.Contains($"  {command}", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense 2>&-", 64)]
    [InlineData("nonsense 2>/dev/full", 64)]
    [InlineData("detect nofile.jpg 2>&-", 66)]
    [InlineData("config check --config nofile.json 2>/dev/full", 78)]
    public void ExitCode_IsTheSame_WhereNobodyHearsWhy(string arguments, int exitCode)
    {
        using var shell = System.Diagnostics.Process.Start("sh", ["-c", $"exec dotnet {EdgeVisionProcess.Program} {arguments}"]);
        shell.WaitForExit();

        Assert.Equal(exitCode, shell.ExitCode);
    }

    [Fact]
    public void OnnxRuntime_TellsItsMakerNothing_AndLeavesNothingBelowHome()
    {
        string home = Path.Combine(_folder.FullName, "home");
        Directory.CreateDirectory(home);

        using EdgeVisionProcess bench = EdgeVisionProcess.Start(
            new Dictionary<string, string> { ["HOME"] = home }, "bench", "fresh", "--engine", "onnxruntime", "--threads", "1");
        Assert.Equal(0, bench.WaitForExit(TimeSpan.FromMinutes(2)));

        Assert.Empty(Directory.EnumerateFileSystemEntries(home, "*onnx*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Config_ThatIsAPipe_IsRefused_InsteadOfWaitedFor()
    {
        string pipe = Path.Combine(_folder.FullName, "pipe.json");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
            make.WaitForExit();

        (int exitCode, _, string errors) = EdgeVisionProcess.Run("config", "check", "--config", pipe);

        Assert.Equal(78, exitCode);
        Assert.Contains("is a pipe or a device; name a file, which a reload can read again", errors, StringComparison.Ordinal);
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
    [InlineData("bench", "pipeline", "--fps", "0")]
    [InlineData("bench", "pipeline", "--seconds", "3601")]
    [InlineData("demo", "--frames", "many")]
    [InlineData("demo", "--frames", "-5")]
    public void Refuses_WhatIsNoNumberInRange(params string[] arguments)
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(arguments);

        Assert.Equal((64, ""), (exitCode, output));
        Assert.Contains("not a number", errors, StringComparison.Ordinal);
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("detect", "--ouput", "x", "photo.jpg")]
    [InlineData("dectect", "photo.jpg")]
    [InlineData("detect", "photo.jpg", "--out", "")]
    [InlineData("fit", "--html", "")]
    [InlineData("config", "check", "--config", "")]
    public void Refuses_AMistypedLineBeforeAnythingIsDone(params string[] arguments)
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(arguments);

        Assert.Equal((64, ""), (exitCode, output));
        Assert.Equal(2, errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.DoesNotContain("Parameter", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void ClassifySaysHowToComeByAModelAsNoneShips()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("classify", Sample("chelsea"));

        Assert.Equal((64, ""), (exitCode, output));
        Assert.Contains("edgevision model describe", Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void DetectTakesAFolderAndEveryProcessorItIsToldTo()
    {
        File.Copy(Sample("chelsea"), Path.Combine(_folder.FullName, "b.jpg"));
        File.Copy(Sample("coffee"), Path.Combine(_folder.FullName, "a\u001b[31m.jpg"));

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("detect", _folder.FullName, "--threads", "auto", "--engine", "managed");

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("a\\x1b[31m.jpg  600×400", output, StringComparison.Ordinal);
        Assert.Contains("b.jpg  451×300", output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', output);
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
    public void DetectTakesAPngAndDrawsOne()
    {
        string photo = Write("photo.png", new PngScanlines(64, 48, 8, 2, [], new byte[64 * 48 * 3]).ToFile());
        string folder = Path.Combine(_folder.FullName, "drawn");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("detect", photo, "--json", "--out", folder);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(64, JsonDocument.Parse(output).RootElement.GetProperty("width").GetInt32());
        Assert.Equal(48, PngScanlines.Parse(File.ReadAllBytes(Path.Combine(folder, "photo.png"))).Height);
    }

    [Fact]
    public void DetectRunsTheOtherModelByItsName()
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(
            "detect", "--model", "centernet-mobilenet-v3-coco", "--json", Sample("astronaut"), Sample("coffee"));

        Assert.Equal((0, ""), (exitCode, errors));
        string[] lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("person", Labels(lines[0]));
        Assert.Contains("cup", Labels(lines[1]));
    }

    [Theory, InlineData("managed"), InlineData("onnxruntime")]
    public void SegmentOutlinesThePersonByTheModelThatShips(string engine)
    {
        string masks = Path.Combine(_folder.FullName, "masks");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("segment", Sample("astronaut"), "--engine", engine, "--mask", masks, "--json");

        Assert.Equal((0, ""), (exitCode, errors));
        JsonElement person = JsonDocument.Parse(output).RootElement.GetProperty("classes")[0];
        Assert.Equal("person", person.GetProperty("label").GetString());
        Assert.InRange(person.GetProperty("share").GetDouble(), 0.54, 0.55);
        PngScanlines mask = PngScanlines.Parse(File.ReadAllBytes(Path.Combine(masks, "astronaut.png")));
        Assert.Equal((256, 256), (mask.Width, mask.Height));
        // Her face, her chest and the corners above her.
        (int X, int Y)[] places = [(112, 45), (90, 180), (10, 10), (245, 10)];
        Assert.Equal([1, 1, 0, 0], places.Select(place => (int)mask.Bytes[place.Y * mask.Width + place.X]));
    }

    [Theory, InlineData("classify"), InlineData("segment")]
    public void Refuses_AModelOfAnotherTaskAndNamesItsCommand(string command)
    {
        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(command, "--model", "ssdlite-mobilenet-v2-coco", Sample("chelsea"));

        Assert.Equal((64, ""), (exitCode, output));
        Assert.Contains("the model's task is detection; run edgevision detect --model ssdlite-mobilenet-v2-coco instead", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [SharedFact(SharedMaterial.Networks)]
    public void SegmentPrintsSharesTintsThePictureAndWritesTheMap()
    {
        string model = Package(
            "deeplabv3_mnv2_dm05_257_voc", 257, File.ReadLines(Repository.SharedPathTo("models", "pascal_voc_segmentation_labels.txt")).Skip(1).Take(20),
            """ "segmentation": { "scores": { "output": "output", "kind": "softmaxLogits" } } """);
        string tinted = Path.Combine(_folder.FullName, "tinted"), masks = Path.Combine(_folder.FullName, "masks");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(
            "segment", Sample("chelsea"), "--model", model, "--out", tinted, "--mask", masks, "--json");

        Assert.Equal((0, ""), (exitCode, errors));
        JsonElement largest = JsonDocument.Parse(output).RootElement.GetProperty("classes")[0];
        Assert.Equal("cat", largest.GetProperty("label").GetString());
        PngScanlines mask = PngScanlines.Parse(File.ReadAllBytes(Path.Combine(masks, "chelsea.png")));
        Assert.Equal((257, 257, 3), (mask.Width, mask.Height, mask.ColorType));
        Assert.Equal(largest.GetProperty("pixels").GetInt32(), mask.Bytes.Count(static pixel => pixel == 8));
        Assert.Equal([64, 0, 0], mask.Palette[24..27]);
        Assert.Equal([0xFF, 0xD8], File.ReadAllBytes(Path.Combine(tinted, "chelsea.jpg"))[..2]);
    }

    [SharedFact(SharedMaterial.Networks)]
    public void ClassifyWritesTheClassesOnThePicture()
    {
        string model = Package("mobilenet_v1_0.25_224", 224,
            File.ReadLines(Repository.SharedPathTo("models", "labels_1001.txt")).Skip(1).Select(static line => line[(line.IndexOf(':') + 1)..]),
            """ "classification": { "scores": { "output": "logits", "kind": "softmaxLogits" } } """);
        string named = Path.Combine(_folder.FullName, "named");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run("classify", Sample("chelsea"), "--model", model, "--top", "3", "--out", named);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(4, output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.NotEqual(File.ReadAllBytes(Sample("chelsea")), File.ReadAllBytes(Path.Combine(named, "chelsea.jpg")));
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
        string[] engines = [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("engine").GetString()!)];
        Assert.Equal(["managed", "onnxruntime"], engines);
    }

    [Fact]
    public void BenchWritesStepsAndAPageWithPlots()
    {
        string page = Path.Combine(_folder.FullName, "bench.html");

        (int exitCode, string output, string errors) = EdgeVisionProcess.Run(
            "bench", "--engine", "managed", "--threads", "1,2", "--runs", "2", "--fresh", "1", "--profile", "--html", page, "--json");

        Assert.Equal((0, ""), (exitCode, errors));
        ILookup<string, JsonElement> lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .ToLookup(line => line.GetProperty("kind").GetString()!);
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

    private string Package(string model, int side, IEnumerable<string> labels, string section)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.FullName, model)).FullName, source = Repository.SharedPathTo("models", model + ".onnx");
        File.Copy(source, Path.Combine(folder, "model.onnx"));
        File.WriteAllText(Path.Combine(folder, "manifest.json"), $$"""
            {
              "schema": 1, "name": "{{model}}", "task": "{{section.Split('"')[1]}}", "file": "model.onnx", "licence": "", "source": "",
              "sha256": "{{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(source)))}}",
              "input": { "name": "input", "layout": "nchw", "width": {{side}}, "height": {{side}}, "colors": "rgb",
                         "mean": 127.5, "standardDeviation": 127.5, "resize": "stretch" },
              "labelBase": 1, "labels": {{JsonSerializer.Serialize(labels)}}, {{section}}
            }
            """);
        return folder;
    }

    private string Write(string name, ReadOnlySpan<byte> content)
    {
        string path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
