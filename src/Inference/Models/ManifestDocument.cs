using System.Text.Json.Serialization;

namespace EdgeVision.Inference.Models;

/// <summary>The JSON of a manifest, unchecked; properties without a default are required. <see cref="ManifestReader"/> checks and converts it.</summary>
internal sealed record ManifestDocument(
    int Schema,
    string Name,
    string Task,
    string File,
    string Sha256,
    string Licence,
    string Source,
    ManifestDocument.InputSection Input,
    int LabelBase,
    string?[] Labels,
    ManifestDocument.DetectionSection? Detection = null,
    ManifestDocument.ClassificationSection? Classification = null,
    ManifestDocument.SegmentationSection? Segmentation = null)
{
    internal sealed record InputSection(string Name, string Layout, int Width, int Height, string Colors, float Mean, float StandardDeviation, string Resize);

    internal sealed record DetectionSection(
        OutputSection Boxes, OutputSection Scores, float MinimumScore, float MaximumIou, AnchorSection? Anchors = null, OffsetSection? Offsets = null);

    internal sealed record ClassificationSection(OutputSection Scores);

    internal sealed record SegmentationSection(OutputSection Scores);

    internal sealed record OutputSection(string Output, string Kind);

    internal sealed record OffsetSection(string Output);

    internal sealed record AnchorSection(
        int[] FeatureMaps,
        float MinimumScale,
        float MaximumScale,
        float[] AspectRatios,
        bool ReduceBoxesInLowestLayer,
        float InterpolatedAspectRatio,
        float CenterScale,
        float SizeScale)
    {
        public static AnchorSection Of(SsdAnchorSpec spec) => new(
            [.. spec.FeatureMaps],
            spec.MinimumScale,
            spec.MaximumScale,
            [.. spec.AspectRatios],
            spec.ReduceBoxesInLowestLayer,
            spec.InterpolatedAspectRatio,
            spec.CenterScale,
            spec.SizeScale);
    }
}

[JsonSerializable(typeof(ManifestDocument))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    AllowDuplicateProperties = false)]
internal sealed partial class ManifestJsonContext : JsonSerializerContext;
