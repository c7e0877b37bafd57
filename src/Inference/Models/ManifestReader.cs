using System.Text.Json;
using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.Inference.Models;

/// <summary>Reads a <c>manifest.json</c>; every refusal names the file, the JSON path and the reason.</summary>
internal sealed class ManifestReader(string path)
{
    /// <summary>The <c>schema</c> number that is written, and the only one that is read.</summary>
    public const int SupportedSchema = 1;

    /// <summary>The most bytes of a manifest.</summary>
    public const long MaxBytes = 1 << 20;

    private const int MaxAnchors = 1 << 20;

    public ModelManifest Read()
    {
        if (!RegularFile.HasBytes(path))
            throw Error("$", "the file is empty or no regular file");
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        if (file.Length > MaxBytes)
            throw Error("$", $"the file has {file.Length} bytes; a manifest has at most {MaxBytes}");

        return Translate(Parse(file));
    }

    /// <summary>Checks a document and makes the manifest of it.</summary>
    /// <exception cref="ModelFormatException">A value that cannot be.</exception>
    public ModelManifest Translate(ManifestDocument document)
    {
        Require(document.Schema == SupportedSchema, "$.schema", $"is {document.Schema}; this version reads schema {SupportedSchema}");
        Require(document.Name.Trim().Length > 0, "$.name", "is empty");
        Require(!document.Name.Any(char.IsControl), "$.name", "has a control character");
        Require(document.File is not ("" or "." or "..") && Path.GetFileName(document.File) == document.File && !document.File.Any(char.IsControl), "$.file",
            $"'{document.File}' must be a plain file name in the manifest's own folder");
        Require(document.Sha256.Length == 64 && document.Sha256.All(char.IsAsciiHexDigitLower), "$.sha256", "must be 64 lower-case hexadecimal digits");
        Require(document.LabelBase is >= 0 and <= 1, "$.labelBase", $"is {document.LabelBase}; it is 1 where column 0 is background, else 0");
        int forged = Array.FindIndex(document.Labels, static label => label?.Any(char.IsControl) ?? false);
        Require(forged < 0, $"$.labels[{forged}]", "has a control character");
        Require(document.Labels.Any(static label => !string.IsNullOrEmpty(label)), "$.labels", "names no class");

        ModelTask task = Choice("$.task", document.Task,
            ("detection", ModelTask.Detection), ("classification", ModelTask.Classification), ("segmentation", ModelTask.Segmentation));
        RequireSectionOf(task == ModelTask.Detection, "$.detection", document.Detection, document.Task);
        RequireSectionOf(task == ModelTask.Classification, "$.classification", document.Classification, document.Task);
        RequireSectionOf(task == ModelTask.Segmentation, "$.segmentation", document.Segmentation, document.Task);

        return new ModelManifest
        {
            Name = document.Name,
            Task = task,
            File = document.File,
            Sha256 = document.Sha256,
            Licence = document.Licence,
            Source = document.Source,
            InputName = document.Input.Name,
            Input = Translate(document.Input),
            LabelBase = document.LabelBase,
            Labels = [.. document.Labels.Select(static label => label ?? "")],
            Detection = document.Detection is null ? null : Translate(document.Detection),
            Classification = document.Classification is null ? null : Translate(document.Classification),
            Segmentation = document.Segmentation is null ? null : Translate(document.Segmentation),
        };
    }

    private ManifestDocument Parse(Stream file)
    {
        try
        {
            return JsonSerializer.Deserialize(file, ManifestJsonContext.Default.ManifestDocument) ?? throw Error("$", "must be an object, not null");
        }
        catch (JsonException error)
        {
            throw Error(error.Path ?? "$", $"{JsonReason.Of(error)} (line {error.LineNumber + 1})");
        }
    }

    private ImageInputSpec Translate(ManifestDocument.InputSection input)
    {
        Choice("$.input.layout", input.Layout, ("nchw", true));
        Require(input.Width is >= 1 and <= 4096, "$.input.width", $"is {input.Width}; it must be from 1 to 4096");
        Require(input.Height is >= 1 and <= 4096, "$.input.height", $"is {input.Height}; it must be from 1 to 4096");
        RequireNumber("$.input.mean", input.Mean, -1e6f, 1e6f);
        RequireNumber("$.input.standardDeviation", input.StandardDeviation, 1e-6f, 1e6f);
        return new ImageInputSpec
        {
            Width = input.Width,
            Height = input.Height,
            Colors = Choice("$.input.colors", input.Colors, ("rgb", ColorOrder.Rgb), ("bgr", ColorOrder.Bgr)),
            Mean = input.Mean,
            StandardDeviation = input.StandardDeviation,
            Resize = Choice("$.input.resize", input.Resize, ("stretch", ResizeMode.Stretch), ("letterbox", ResizeMode.Letterbox)),
        };
    }

    private DetectionOutputs Translate(ManifestDocument.DetectionSection detection)
    {
        BoxKind boxes = Choice("$.detection.boxes.kind", detection.Boxes.Kind,
            ("ssdOffsets", BoxKind.SsdOffsets), ("cornersYxyx", BoxKind.CornersYxyx), ("cornersXyxy", BoxKind.CornersXyxy),
            ("centerDistances", BoxKind.CenterDistances), ("centerSizes", BoxKind.CenterSizes));
        Require(detection.Offsets is null || boxes is BoxKind.CenterDistances or BoxKind.CenterSizes, "$.detection.offsets",
            "must not be there unless the boxes are 'centerDistances' or 'centerSizes'");
        Require(detection.Anchors is null == (boxes != BoxKind.SsdOffsets), "$.detection.anchors", "must be there exactly when the boxes are 'ssdOffsets'");
        RequireNumber("$.detection.minimumScore", detection.MinimumScore, 0.001f, 0.999f);
        RequireNumber("$.detection.maximumIou", detection.MaximumIou, 0f, 1f);
        return new DetectionOutputs
        {
            Boxes = detection.Boxes.Output,
            BoxKind = boxes,
            Scores = detection.Scores.Output,
            ScoreKind = Choice("$.detection.scores.kind", detection.Scores.Kind,
                ("sigmoidLogits", ScoreKind.SigmoidLogits), ("probabilities", ScoreKind.Probabilities)),
            Offsets = detection.Offsets?.Output,
            Anchors = detection.Anchors is null ? null : Translate(detection.Anchors),
            MinimumScore = detection.MinimumScore,
            MaximumIou = detection.MaximumIou,
        };
    }

    private SsdAnchorSpec Translate(ManifestDocument.AnchorSection anchors)
    {
        const string Path = "$.detection.anchors";
        Require(anchors.FeatureMaps.Length is >= 1 and <= 16, $"{Path}.featureMaps", $"has {anchors.FeatureMaps.Length} entries; it must have 1 to 16");
        for (int i = 0; i < anchors.FeatureMaps.Length; i++)
            Require(anchors.FeatureMaps[i] is >= 1 and <= 1024, $"{Path}.featureMaps[{i}]", $"is {anchors.FeatureMaps[i]}; it must be from 1 to 1024");
        Require(anchors.AspectRatios.Length is >= 1 and <= 16, $"{Path}.aspectRatios", $"has {anchors.AspectRatios.Length} entries; it must have 1 to 16");
        for (int i = 0; i < anchors.AspectRatios.Length; i++)
            RequireNumber($"{Path}.aspectRatios[{i}]", anchors.AspectRatios[i], 0.01f, 100f);
        long cells = anchors.FeatureMaps.Sum(static map => (long)map * map);
        Require(
            cells * (anchors.AspectRatios.Length + 1) <= MaxAnchors, $"{Path}.featureMaps", $"has {cells} cells, which makes more than {MaxAnchors} anchors");
        RequireNumber($"{Path}.minimumScale", anchors.MinimumScale, 0.001f, 1f);
        RequireNumber($"{Path}.maximumScale", anchors.MaximumScale, anchors.MinimumScale, 1f);
        RequireNumber($"{Path}.interpolatedAspectRatio", anchors.InterpolatedAspectRatio, 0f, 100f);
        RequireNumber($"{Path}.centerScale", anchors.CenterScale, 0.001f, 1000f);
        RequireNumber($"{Path}.sizeScale", anchors.SizeScale, 0.001f, 1000f);
        return new SsdAnchorSpec
        {
            FeatureMaps = [.. anchors.FeatureMaps],
            MinimumScale = anchors.MinimumScale,
            MaximumScale = anchors.MaximumScale,
            AspectRatios = [.. anchors.AspectRatios],
            ReduceBoxesInLowestLayer = anchors.ReduceBoxesInLowestLayer,
            InterpolatedAspectRatio = anchors.InterpolatedAspectRatio,
            CenterScale = anchors.CenterScale,
            SizeScale = anchors.SizeScale,
        };
    }

    private ClassificationOutput Translate(ManifestDocument.ClassificationSection classification) => new()
    {
        Scores = classification.Scores.Output,
        ScoreKind = ExclusiveScores("$.classification.scores.kind", classification.Scores.Kind),
    };

    private SegmentationOutput Translate(ManifestDocument.SegmentationSection segmentation) => new()
    {
        Scores = segmentation.Scores.Output,
        ScoreKind = ExclusiveScores("$.segmentation.scores.kind", segmentation.Scores.Kind),
    };

    private ScoreKind ExclusiveScores(string jsonPath, string kind) =>
        Choice(jsonPath, kind, ("softmaxLogits", ScoreKind.SoftmaxLogits), ("probabilities", ScoreKind.Probabilities));

    private void RequireSectionOf(bool asked, string jsonPath, object? section, string task) =>
        Require(section is not null == asked, jsonPath, $"must {(asked ? "" : "not ")}be there when the task is '{task}'");

    private T Choice<T>(string jsonPath, string text, params ReadOnlySpan<(string Text, T Value)> choices)
    {
        foreach ((string name, T value) in choices)
        {
            if (name == text)
                return value;
        }

        var names = new List<string>();
        foreach ((string name, _) in choices)
            names.Add($"'{name}'");
        throw Error(jsonPath, $"is '{text}'; it must be {string.Join(" or ", names)}");
    }

    private void RequireNumber(string jsonPath, float value, float min, float max) =>
        Require(value >= min && value <= max, jsonPath, $"is {value}; it must be from {min} to {max}");

    private void Require(bool condition, string jsonPath, string reason)
    {
        if (!condition)
            throw Error(jsonPath, reason);
    }

    private ModelFormatException Error(string jsonPath, string reason) => new(path, null, $"{jsonPath}: {reason}");
}
