using System.Globalization;
using System.Text.Json;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// What a manifest says of a network of the family: pixels scaled to [-1, 1] as all reference code does, classes by number, anchors of its maps.
/// </summary>
internal static class NetworkManifest
{
    private const float HalfRange = 127.5f;

    /// <param name="file">The model's name in the manifest's folder.</param>
    /// <param name="sha256">Of its bytes.</param>
    public static ManifestDocument Of(NetworkDesign design, string file, string sha256, ManifestOrigin origin)
    {
        ModelTask task = design.Family.Task;
        (int labelBase, int labels) = task switch
        {
            ModelTask.Detection => (1, design.Classes),
            ModelTask.Segmentation => (1, design.Classes - 1),
            _ => (0, design.Classes),
        };
        var scores = new ManifestDocument.OutputSection("logits", "softmaxLogits");
        return new ManifestDocument(
            ManifestReader.SupportedSchema,
            design.Name,
            JsonNamingPolicy.CamelCase.ConvertName(task.ToString()),
            file,
            sha256,
            origin.Licence,
            origin.Source,
            new ManifestDocument.InputSection("input", "nchw", design.Resolution, design.Resolution, "rgb", HalfRange, HalfRange, "stretch"),
            labelBase,
            [.. Enumerable.Range(labelBase, labels).Select(static number => string.Create(CultureInfo.InvariantCulture, $"class {number}"))],
            task == ModelTask.Detection ? Detection(design) : null,
            task == ModelTask.Classification ? new ManifestDocument.ClassificationSection(scores) : null,
            task == ModelTask.Segmentation ? new ManifestDocument.SegmentationSection(scores) : null);
    }

    private static ManifestDocument.DetectionSection Detection(NetworkDesign design)
    {
        SsdAnchorSpec anchors = new()
        {
            FeatureMaps = SsdAnchorSpec.FeatureMapsAt(design.Resolution),
            ReduceBoxesInLowestLayer = SsdLite.ReducesFinestMap(design.Layout),
        };
        DetectionOutputs outputs = new() { Boxes = "raw_boxes", BoxKind = BoxKind.SsdOffsets, Scores = "raw_scores", ScoreKind = ScoreKind.SigmoidLogits };
        return new ManifestDocument.DetectionSection(
            new ManifestDocument.OutputSection(outputs.Boxes, "ssdOffsets"),
            new ManifestDocument.OutputSection(outputs.Scores, "sigmoidLogits"),
            outputs.MinimumScore,
            outputs.MaximumIou,
            ManifestDocument.AnchorSection.Of(anchors));
    }
}
