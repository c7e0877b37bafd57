using System.Collections.Immutable;
using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.Inference.Models;

/// <summary>What a model folder's <c>manifest.json</c> says of its network.</summary>
public sealed record ModelManifest
{
    /// <summary>The model's name, for messages and MQTT.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the model file, 64 lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }

    /// <summary>
    /// Names of the classes the network tells apart, background excluded, in the order of <c>Detection.LabelIndex</c>.
    /// An empty name is a hole in the numbering; it is never reported.
    /// </summary>
    public required ImmutableArray<string> Labels { get; init; }

    /// <summary>Column of the scores output that <see cref="Labels"/>[0] names; columns before it are background.</summary>
    public int LabelBase { get; init; }

    /// <summary>Which question the network answers.</summary>
    public ModelTask Task { get; init; }

    /// <summary>Name of the model file in the manifest's folder.</summary>
    public string File { get; init; } = "model.onnx";

    /// <summary>SPDX identifier of the weights' licence.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Where the weights come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Name of the image input.</summary>
    public string InputName { get; init; } = "input";

    /// <summary>What the image input expects; <see langword="null"/> only where no image was ever described.</summary>
    public ImageInputSpec? Input { get; init; }

    /// <summary>Present where <see cref="Task"/> is <see cref="ModelTask.Detection"/>.</summary>
    public DetectionOutputs? Detection { get; init; }

    /// <summary>Present where <see cref="Task"/> is <see cref="ModelTask.Classification"/>.</summary>
    public ClassificationOutput? Classification { get; init; }

    /// <summary>Present where <see cref="Task"/> is <see cref="ModelTask.Segmentation"/>.</summary>
    public SegmentationOutput? Segmentation { get; init; }
}
