namespace EdgeVision.Inference.Models;

/// <summary>Which output of a classifier holds its scores.</summary>
public sealed record ClassificationOutput
{
    /// <summary>Name of the output [1, classes].</summary>
    public required string Scores { get; init; }

    /// <summary>What its numbers are; <see cref="ScoreKind.SoftmaxLogits"/> or <see cref="ScoreKind.Probabilities"/>.</summary>
    public required ScoreKind ScoreKind { get; init; }
}
