namespace EdgeVision.Inference.Models;

/// <summary>Which outputs of a detector hold what.</summary>
public sealed record DetectionOutputs
{
    /// <summary>
    /// Name of the output [1, anchors, 4]; or [1, 4, height, width] where <see cref="BoxKind"/> is <see cref="BoxKind.CenterDistances"/>, and
    /// [1, 2, height, width] where it is <see cref="BoxKind.CenterSizes"/>.
    /// </summary>
    public required string Boxes { get; init; }

    /// <summary>What a box's numbers are.</summary>
    public required BoxKind BoxKind { get; init; }

    /// <summary>Name of the output [1, anchors, classes], or of the heatmaps [1, classes, height, width] where boxes are at an object's centre.</summary>
    public required string Scores { get; init; }

    /// <summary>What its numbers are; <see cref="ScoreKind.SigmoidLogits"/> or <see cref="ScoreKind.Probabilities"/>.</summary>
    public required ScoreKind ScoreKind { get; init; }

    /// <summary>
    /// Name of the output [1, 2, height, width] that says how far an object's centre lies right of and below its cell, in cells; <see langword="null"/>:
    /// centres are where their cells are. Only where boxes are at an object's centre.
    /// </summary>
    public string? Offsets { get; init; }

    /// <summary>Present where <see cref="BoxKind"/> is <see cref="BoxKind.SsdOffsets"/>.</summary>
    public SsdAnchorSpec? Anchors { get; init; }

    /// <summary>Detections below this are not reported, in (0, 1). Default 0.5.</summary>
    public float MinimumScore { get; init; } = 0.5f;

    /// <summary>Of two boxes of one class that overlap more than this, the weaker is dropped, in [0, 1]. Default 0.6.</summary>
    public float MaximumIou { get; init; } = 0.6f;
}
