using System.Collections.Immutable;

namespace EdgeVision.Workbench.Evaluation;

/// <summary>What <see cref="CocoEvaluation"/> found of a detector.</summary>
/// <param name="MeanPrecision">The mean of the classes' average precision (mAP); 0 where <paramref name="Classes"/> is empty.</param>
/// <param name="AverageRecall">The mean of the classes' recall (AR@100), in [0, 1]; 0 where <paramref name="Classes"/> is empty.</param>
/// <param name="Sizes">Every size of which an object was there, smallest first.</param>
/// <param name="Classes">Every class of which an object was there, crowds excluded, by <see cref="DetectionClassAccuracy.LabelIndex"/>.</param>
public sealed record DetectionAccuracy(
    AveragePrecision MeanPrecision, double AverageRecall, ImmutableArray<SizePrecision> Sizes, ImmutableArray<DetectionClassAccuracy> Classes);
