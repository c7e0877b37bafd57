namespace EdgeVision.Workbench.Evaluation;

/// <summary>How well a detector finds objects of one size.</summary>
/// <param name="Size">Small, medium or large.</param>
/// <param name="Objects">How many objects of that size were there, crowds excluded; 1 or more.</param>
/// <param name="MeanPrecision">The mean over the classes that have such objects.</param>
public readonly record struct SizePrecision(ObjectSize Size, int Objects, AveragePrecision MeanPrecision);
