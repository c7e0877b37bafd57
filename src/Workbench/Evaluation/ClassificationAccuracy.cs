using System.Collections.Immutable;

namespace EdgeVision.Workbench.Evaluation;

/// <summary>What <see cref="ClassificationEvaluation"/> found of a classifier.</summary>
/// <param name="TopOne">Pictures whose class is the likeliest one.</param>
/// <param name="TopFive">Pictures whose class is among the five likeliest.</param>
/// <param name="Classes">Every class that a picture shows, by <see cref="ClassificationClassAccuracy.LabelIndex"/>.</param>
public sealed record ClassificationAccuracy(Proportion TopOne, Proportion TopFive, ImmutableArray<ClassificationClassAccuracy> Classes);
