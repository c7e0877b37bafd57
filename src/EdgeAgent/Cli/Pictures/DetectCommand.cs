using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVision.Camera.Jpeg;
using EdgeVision.EdgeAgent.Cli.Drawing;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Imaging;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.EdgeAgent.Cli.Pictures;

/// <summary><c>edgevision detect</c>: the objects in picture files.</summary>
internal sealed class DetectCommand : IDisposable
{
    private readonly PictureReader _reader = new();
    private readonly IObjectDetector _detector;
    private readonly bool _json;
    private readonly string? _outputFolder;
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private Detection[] _found = [];

    private DetectCommand(IObjectDetector detector, bool json, string? outputFolder)
    {
        _detector = detector;
        _json = json;
        _outputFolder = outputFolder;
    }

    public static Command Create()
    {
        Argument<string[]> files = CommonOptions.Pictures();
        Option<string> model = CommonOptions.Model();
        Option<EngineKind> engine = CommonOptions.Engine();
        Option<int?> threads = CommonOptions.Threads();
        Option<float?> minimumScore = CommonOptions.MinimumScore();
        Option<DirectoryInfo?> output = new("--out", "-o") { Description = "Write each picture, its boxes and labels drawn, into this folder.", HelpName = "DIR" };
        Option<bool> json = CommonOptions.Json();
        Command command = new("detect", "Find objects in JPEG pictures.") { files, model, engine, threads, minimumScore, output, json };
        command.SetAction((result, stoppingToken) =>
        {
            ModelPackage package = ModelPackage.Open(InstalledModels.Locate(result.GetRequiredValue(model)));
            EngineOptions engineOptions = new() { Engine = result.GetValue(engine), Threads = result.GetValue(threads) };
            DirectoryInfo? folder = result.GetValue(output);
            folder?.Create();
            using var run = new DetectCommand(
                ObjectDetectors.Open(package, engineOptions, new DetectorOptions { MinimumScore = result.GetValue(minimumScore) }),
                result.GetValue(json),
                folder?.FullName);
            return Task.FromResult(PictureRun.ForEach(result.GetRequiredValue(files), run.Detect, stoppingToken));
        });
        return command.WithExamples(
            ("edgevision detect photo.jpg --out found", "print what is in the picture and draw it into found/photo.jpg"),
            ("edgevision detect *.jpg --json --min-score 0.3", "one JSON object a picture"),
            ("edgevision detect photo.jpg --engine onnxruntime", "the same by ONNX Runtime"));
    }

    public void Dispose()
    {
        _detector.Dispose();
        _reader.Dispose();
    }

    private void Detect(string file)
    {
        _reader.Read(file, _detector.Model.Input!.Width, _detector.Model.Input.Height);
        _found = [.. _detector.Detect(_reader.Image)];
        float scaleX = (float)_reader.Width / _reader.Format.Width, scaleY = (float)_reader.Height / _reader.Format.Height;
        for (int i = 0; i < _found.Length; i++)
            _found[i] = _found[i] with { Box = _found[i].Box.Scaled(scaleX, scaleY) };

        if (_json)
            JsonLines.Write(line => WriteJson(line, file));
        else
            WriteText(file);

        if (_outputFolder is not null)
            Draw(file, Path.Combine(_outputFolder, Path.GetFileName(file)));
    }

    private void WriteText(string file)
    {
        StageTimings timings = _detector.LastTimings;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{file}  {_reader.Width}×{_reader.Height}, {_found.Length} found in {(timings.Preprocessing + timings.Inference + timings.Decoding).TotalMilliseconds:0.0} ms"));
        foreach (Detection detection in _found)
        {
            BoundingBox box = detection.Box;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {detection.Score:0.00}  {_detector.Model.Labels[detection.LabelIndex],-14} ({box.Left:0}, {box.Top:0}) to ({box.Right:0}, {box.Bottom:0})"));
        }
    }

    private void WriteJson(Utf8JsonWriter line, string file)
    {
        line.WriteString("file", file);
        line.WriteNumber("width", _reader.Width);
        line.WriteNumber("height", _reader.Height);
        line.WriteString("model", _detector.Model.Name);
        line.WriteNumber("inferenceMs", Math.Round(_detector.LastTimings.Inference.TotalMilliseconds, 3));
        line.WriteStartArray("objects");
        foreach (Detection detection in _found)
        {
            line.WriteStartObject();
            line.WriteString("label", _detector.Model.Labels[detection.LabelIndex]);
            line.WriteNumber("labelIndex", detection.LabelIndex);
            line.WriteNumber("score", MathF.Round(detection.Score, 4));
            line.WriteStartObject("box");
            line.WriteNumber("left", MathF.Round(detection.Box.Left, 1));
            line.WriteNumber("top", MathF.Round(detection.Box.Top, 1));
            line.WriteNumber("right", MathF.Round(detection.Box.Right, 1));
            line.WriteNumber("bottom", MathF.Round(detection.Box.Bottom, 1));
            line.WriteEndObject();
            line.WriteEndObject();
        }

        line.WriteEndArray();
    }

    private void Draw(string file, string destination)
    {
        if (Path.GetFullPath(file) == Path.GetFullPath(destination))
            throw new PictureException(file, "--out would write over the picture itself; choose another folder.");
        if (!_written.Add(destination))
            throw new PictureException(file, $"{destination} holds another picture of this name already; draw them into different folders.");

        _reader.Read(file, 0, 0);
        new DetectionPainter(_detector.Model.Labels).Paint(new Canvas(_reader.Bytes, _reader.Format.Width, _reader.Format.Height, _reader.Format.Stride), _found);
        using var encoder = new JpegEncoder();
        File.WriteAllBytes(destination, encoder.Encode(_reader.Bytes, _reader.Format));
    }
}
