namespace EdgeVision.Inference.Segmentation;

/// <summary>How much of a picture one class covers.</summary>
/// <param name="LabelIndex">Index into the model manifest's label list (background excluded), from 0.</param>
/// <param name="Pixels">Pixels of the class map, at least 1.</param>
/// <param name="Share">Part of the picture, in (0, 1].</param>
public readonly record struct ClassArea(int LabelIndex, int Pixels, float Share);
