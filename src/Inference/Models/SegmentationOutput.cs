namespace EdgeVision.Inference.Models;

/// <summary>Which output of a segmentation network holds its scores.</summary>
public sealed record SegmentationOutput
{
    /// <summary>Name of the output [1, classes, height, width]; height and width are the input's or less.</summary>
    public required string Scores { get; init; }

    /// <summary>What its numbers are; <see cref="ScoreKind.SoftmaxLogits"/> or <see cref="ScoreKind.Probabilities"/>. The largest wins either way.</summary>
    public required ScoreKind ScoreKind { get; init; }
}
