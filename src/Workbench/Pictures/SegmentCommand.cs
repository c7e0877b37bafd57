using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using EdgeVision.Inference.Engines;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Segmentation;
using EdgeVision.Inference.Tasks;
using EdgeVision.Pixels.Png;
using EdgeVision.Workbench.Drawing;

namespace EdgeVision.Workbench.Pictures;

/// <summary><c>edgevision segment</c>: what each pixel of picture files shows.</summary>
internal sealed class SegmentCommand : IDisposable
{
    private readonly PictureReader _reader = new();
    private readonly PngPalette _palette = new(VocPalette.Colors);
    private readonly ImageSegmenter _segmenter;
    private readonly bool _json;
    private readonly PicturePainter? _painter;
    private readonly PictureFolder? _masks;
    private PngEncoder? _png;

    private SegmentCommand(ImageSegmenter segmenter, bool json, PictureFolder? output, PictureFolder? masks)
    {
        _segmenter = segmenter;
        _json = json;
        _painter = output is null ? null : new PicturePainter(_reader, output);
        _masks = masks;
    }

    public static Command Create()
    {
        var options = new PictureOptions(ModelTask.Segmentation, "tinted by its classes", CommonOptions.DefaultSegmenter);
        Option<string?> mask = new("--mask")
        {
            Description = "Write each picture's map of classes into this folder, as a PNG with the colours of Pascal VOC: "
                + "pixel value 0 is background, n the n-th label of the manifest.",
            HelpName = "DIR",
        };
        return options.AddTo(
            new Command("segment", "Say what each pixel of JPEG or PNG pictures shows, with the small model for people near the camera that ships, "
                + "or one whose manifest says it segments."),
            Run, mask)
            .WithExamples(
            ("edgevision segment photo.jpg --out tinted", "print each class's share of the picture, and tint the person in tinted/photo.jpg"),
            ("edgevision segment *.jpg --model my-segmenter --mask masks --json", "one JSON object a picture, and one map of classes in masks/"));

        int Run(ParseResult result, CancellationToken stoppingToken)
        {
            ModelPackage package = options.Model(result);
            PictureRun pictures = options.Pictures(result);
            PictureDestinations destinations = options.Destinations(result, pictures);
            PictureFolder? output = options.Output(result, destinations), masks = PictureFolder.Create(mask.Name, result.GetValue(mask), destinations);
            var segmenter = ImageSegmenter.Open(InferenceSessions.Load(package, options.Engine(result)));
            using var run = new SegmentCommand(segmenter, options.Json(result), output, masks);
            return pictures.ForEach(run.Segment, stoppingToken);
        }
    }

    public void Dispose()
    {
        _painter?.Dispose();
        _segmenter.Dispose();
        _reader.Dispose();
        _png?.Dispose();
    }

    private void Segment(string file)
    {
        _reader.Read(file, _segmenter.Model.Input!.Width, _segmenter.Model.Input.Height);
        ClassMap map = _segmenter.Segment(_reader.Image);
        if (_json)
            JsonLines.Write(line => WriteJson(line, file, map));
        else
            WriteText(file, map);

        _masks?.Write(file, Path.ChangeExtension(PictureInput.NameOf(file, _reader.IsPng), ".png"),
            (_png ??= new PngEncoder()).EncodeIndexes(map.Pixels, map.Width, map.Height, _palette));
        _painter?.Paint(file, canvas => new SegmentationPainter(_segmenter.Model.Labels).Paint(canvas, map));
    }

    private void WriteText(string file, ClassMap map)
    {
        PictureReport.WriteText(file, _reader, map.Areas.Length == 1 ? "1 class " : $"{map.Areas.Length} classes ", _segmenter.LastTimings);
        foreach (ClassArea area in map.Areas)
            StandardOutput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {100f * area.Share,5:0.0} %  {_segmenter.Model.Labels[area.LabelIndex]}"));
    }

    private void WriteJson(Utf8JsonWriter line, string file, ClassMap map)
    {
        PictureReport.WriteJson(line, file, _reader, _segmenter.Model.Name, _segmenter.LastTimings);
        line.WriteNumber("mapWidth", map.Width);
        line.WriteNumber("mapHeight", map.Height);
        line.WriteStartArray("classes");
        foreach (ClassArea area in map.Areas)
        {
            line.WriteStartObject();
            line.WriteString("label", _segmenter.Model.Labels[area.LabelIndex]);
            line.WriteNumber("labelIndex", area.LabelIndex);
            line.WriteNumber("pixels", area.Pixels);
            line.WriteNumber("share", MathF.Round(area.Share, 5));
            line.WriteEndObject();
        }

        line.WriteEndArray();
    }
}
