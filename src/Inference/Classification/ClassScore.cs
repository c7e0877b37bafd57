namespace EdgeVision.Inference.Classification;

/// <summary>How likely an image shows one class.</summary>
/// <param name="LabelIndex">Index into the model manifest's label list (background excluded), from 0.</param>
/// <param name="Score">Probability in [0, 1].</param>
public readonly record struct ClassScore(int LabelIndex, float Score);
