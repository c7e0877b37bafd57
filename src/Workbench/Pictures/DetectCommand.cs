using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.Workbench.Drawing;

namespace EdgeVision.Workbench.Pictures;

/// <summary><c>edgevision detect</c>: the objects in picture files.</summary>
internal sealed class DetectCommand : IDisposable
{
    private readonly PictureReader _reader = new();
    private readonly ObjectDetector _detector;
    private readonly bool _json;
    private readonly PicturePainter? _painter;
    private Detection[] _found = [];

    private DetectCommand(ObjectDetector detector, bool json, PictureFolder? output)
    {
        _detector = detector;
        _json = json;
        _painter = output is null ? null : new PicturePainter(_reader, output);
    }

    public static Command Create()
    {
        var options = new PictureOptions(ModelTask.Detection, "its boxes and labels drawn", InstalledModels.Default);
        Option<float?> minimumScore = CommonOptions.MinimumScore();
        return options.AddTo(new Command("detect", "Find objects in JPEG or PNG pictures."), Run, minimumScore).WithExamples(
            ("edgevision detect photo.jpg --out found", "print what is in the picture and draw it into found/photo.jpg"),
            ("edgevision detect *.jpg --json --min-score 0.3", "one JSON object a picture"),
            ("edgevision detect photo.jpg --engine onnxruntime", "the same by ONNX Runtime"));

        int Run(ParseResult result, CancellationToken stoppingToken)
        {
            ModelPackage package = options.Model(result);
            PictureRun pictures = options.Pictures(result);
            PictureFolder? output = options.Output(result, options.Destinations(result, pictures));
            var detector = ObjectDetector.Open(
                InferenceSessions.Load(package, options.Engine(result)), new DetectorOptions { MinimumScore = result.GetValue(minimumScore) });
            using var run = new DetectCommand(detector, options.Json(result), output);
            return pictures.ForEach(run.Detect, stoppingToken);
        }
    }

    public void Dispose()
    {
        _painter?.Dispose();
        _detector.Dispose();
        _reader.Dispose();
    }

    private void Detect(string file)
    {
        _reader.Read(file, _detector.Model.Input!.Width, _detector.Model.Input.Height);
        _found = [.. _detector.Detect(_reader.Image)];
        if (_json)
            JsonLines.Write(line => WriteJson(line, file));
        else
            WriteText(file);

        _painter?.Paint(file, canvas => new DetectionPainter(_detector.Model.Labels).Paint(canvas, _found));
    }

    private void WriteText(string file)
    {
        PictureReport.WriteText(file, _reader, $"{_found.Length} found ", _detector.LastTimings);
        foreach (Detection detection in _found)
        {
            BoundingBox box = detection.Box;
            StandardOutput.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {detection.Score:0.00}  {_detector.Model.Labels[detection.LabelIndex],-14} ({box.Left:0}, {box.Top:0}) to ({box.Right:0}, "
                + $"{box.Bottom:0})"));
        }
    }

    private void WriteJson(Utf8JsonWriter line, string file)
    {
        PictureReport.WriteJson(line, file, _reader, _detector.Model.Name, _detector.LastTimings);
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
}
