using System.Globalization;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Manifests;

namespace EdgeVision.Inference.Networks;

/// <summary>What a manifest says of a network of the family: pixels scaled to [-1, 1] as all reference code does, classes by number, anchors of its maps.</summary>
internal static class NetworkManifest
{
    private const int Schema = 1;
    private const float HalfRange = 127.5f;

    /// <param name="file">The model's name in the manifest's folder.</param>
    /// <param name="sha256">Of its bytes.</param>
    public static ManifestDocument Of(NetworkDesign design, string file, string sha256, ManifestOrigin origin)
    {
        bool detects = design.Family.Task == NetworkTask.Detection;
        return new ManifestDocument(
            Schema,
            design.Name,
            detects ? "detection" : "classification",
            file,
            sha256,
            origin.Licence,
            origin.Source,
            new ManifestDocument.InputSection("input", "nchw", design.Resolution, design.Resolution, "rgb", HalfRange, HalfRange, "stretch"),
            detects ? 1 : 0,
            [.. Enumerable.Range(detects ? 1 : 0, design.Classes).Select(static number => string.Create(CultureInfo.InvariantCulture, $"class {number}"))],
            detects ? Detection(design) : null,
            detects ? null : new ManifestDocument.ClassificationSection(new ManifestDocument.OutputSection("logits", "softmaxLogits")));
    }

    private static ManifestDocument.DetectionSection Detection(NetworkDesign design)
    {
        SsdAnchorSpec anchors = new() { FeatureMaps = SsdLite.FeatureMaps(design.Resolution), ReduceBoxesInLowestLayer = SsdLite.ReducesFinestMap(design.Layout) };
        DetectionOutputs outputs = new() { Boxes = "raw_boxes", BoxKind = BoxKind.SsdOffsets, Scores = "raw_scores", ScoreKind = ScoreKind.SigmoidLogits };
        return new ManifestDocument.DetectionSection(
            new ManifestDocument.OutputSection(outputs.Boxes, "ssdOffsets"),
            new ManifestDocument.OutputSection(outputs.Scores, "sigmoidLogits"),
            outputs.MinimumScore,
            outputs.MaximumIou,
            new ManifestDocument.AnchorSection(
                [.. anchors.FeatureMaps],
                anchors.MinimumScale,
                anchors.MaximumScale,
                [.. anchors.AspectRatios],
                anchors.ReduceBoxesInLowestLayer,
                anchors.InterpolatedAspectRatio,
                anchors.CenterScale,
                anchors.SizeScale));
    }
}
