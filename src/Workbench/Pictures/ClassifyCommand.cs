using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVision.Inference.Classification;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Tasks;
using EdgeVision.Workbench.Drawing;

namespace EdgeVision.Workbench.Pictures;

/// <summary><c>edgevision classify</c>: what picture files show as a whole.</summary>
internal sealed class ClassifyCommand : IDisposable
{
    private readonly PictureReader _reader = new();
    private readonly ImageClassifier _classifier;
    private readonly bool _json;
    private readonly PicturePainter? _painter;
    private ClassScore[] _best = [];

    private ClassifyCommand(ImageClassifier classifier, bool json, PictureFolder? output)
    {
        _classifier = classifier;
        _json = json;
        _painter = output is null ? null : new PicturePainter(_reader, output);
    }

    public static Command Create()
    {
        var options = new PictureOptions(ModelTask.Classification, "its classes written on it", model: null);
        Option<int> top = Top();
        Command command = new("classify", "Say what JPEG or PNG pictures show, with a model whose manifest says it classifies.");
        return options.AddTo(command, Run, top).WithExamples(
            ("edgevision classify photo.jpg --model my-classifier --top 3", "a folder with manifest.json and model.onnx"),
            ("edgevision classify *.jpg --model my-classifier --out named", "write the classes on copies of the pictures"));

        int Run(ParseResult result, CancellationToken stoppingToken)
        {
            ModelPackage package = options.Model(result);
            PictureRun pictures = options.Pictures(result);
            PictureFolder? output = options.Output(result, options.Destinations(result, pictures));
            var classifier = ImageClassifier.Open(InferenceSessions.Load(package, options.Engine(result)), result.GetValue(top));
            using var run = new ClassifyCommand(classifier, options.Json(result), output);
            return pictures.ForEach(run.Classify, stoppingToken);
        }
    }

    public void Dispose()
    {
        _painter?.Dispose();
        _classifier.Dispose();
        _reader.Dispose();
    }

    private void Classify(string file)
    {
        _reader.Read(file, _classifier.Model.Input!.Width, _classifier.Model.Input.Height);
        _best = [.. _classifier.Classify(_reader.Image)];
        if (_json)
            JsonLines.Write(line => WriteJson(line, file));
        else
            WriteText(file);

        _painter?.Paint(file, canvas => new CaptionPainter().PaintList(
            canvas, [.. _best.Select(score =>
                (score.LabelIndex, string.Create(CultureInfo.InvariantCulture, $"{_classifier.Model.Labels[score.LabelIndex]} {score.Score:0.00}")))]));
    }

    private void WriteText(string file)
    {
        PictureReport.WriteText(file, _reader, "", _classifier.LastTimings);
        foreach (ClassScore score in _best)
            StandardOutput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {score.Score:0.000}  {_classifier.Model.Labels[score.LabelIndex]}"));
    }

    private void WriteJson(Utf8JsonWriter line, string file)
    {
        PictureReport.WriteJson(line, file, _reader, _classifier.Model.Name, _classifier.LastTimings);
        line.WriteStartArray("classes");
        foreach (ClassScore score in _best)
        {
            line.WriteStartObject();
            line.WriteString("label", _classifier.Model.Labels[score.LabelIndex]);
            line.WriteNumber("labelIndex", score.LabelIndex);
            line.WriteNumber("score", MathF.Round(score.Score, 5));
            line.WriteEndObject();
        }

        line.WriteEndArray();
    }

    private static Option<int> Top() => new("--top", "-k")
    {
        Description = "How many of the likeliest classes to print, 1 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 5,
        CustomParser = result => NumberArgument.Parse<int>(result, static top => top is >= 1 and <= 1000, "in 1 to 1000"),
    };
}
