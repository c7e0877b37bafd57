using System.Collections.Immutable;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Preprocessing;

namespace EdgeVision.Inference.Tasks;

/// <summary>
/// What somebody who has an ONNX file must say of it, because the file does not; the rest of its manifest follows from its inputs and outputs.
/// </summary>
public sealed record ManifestDraft
{
    /// <summary>What the network answers.</summary>
    public required ModelTask Task { get; init; }

    /// <summary>
    /// Names of the classes in the order of the network's columns. If the first is called "background", it stands for column 0 and is no class.
    /// </summary>
    public required ImmutableArray<string> Labels { get; init; }

    /// <summary>Whether column 0 is background and has no name among the labels. Nothing in a network tells that from a label that was forgotten.</summary>
    public bool HasBackground { get; init; }

    /// <summary>The model's name. Default: its file's.</summary>
    public string? Name { get; init; }

    /// <summary>SPDX identifier of the weights' licence. Default NOASSERTION.</summary>
    public string Licence { get; init; } = "NOASSERTION";

    /// <summary>Where the weights come from.</summary>
    public string Source { get; init; } = "";

    /// <summary>Order of the image's colours. Default RGB.</summary>
    public ColorOrder Colors { get; init; } = ColorOrder.Rgb;

    /// <summary>What is subtracted from a pixel in 0…255. Default 127.5.</summary>
    public float Mean { get; init; } = 127.5f;

    /// <summary>What the difference is divided by. Default 127.5.</summary>
    public float StandardDeviation { get; init; } = 127.5f;

    /// <summary>How an image becomes as large as the input. Default stretched.</summary>
    public ResizeMode Resize { get; init; } = ResizeMode.Stretch;

    /// <summary>What a detector's boxes are; needed for that task.</summary>
    public BoxKind? Boxes { get; init; }

    /// <summary>What the scores are. Default: softmax logits, and of a detector sigmoid logits.</summary>
    public ScoreKind? Scores { get; init; }
}
