namespace EdgeVision.Workbench.Evaluation;

/// <summary>How often a classifier knows one class.</summary>
/// <param name="LabelIndex">As in <see cref="Inference.Classification.ClassScore.LabelIndex"/>.</param>
/// <param name="TopOne">Pictures of the class for which it is the likeliest.</param>
/// <param name="TopFive">Pictures of the class for which it is among the five likeliest.</param>
public readonly record struct ClassificationClassAccuracy(int LabelIndex, Proportion TopOne, Proportion TopFive);
