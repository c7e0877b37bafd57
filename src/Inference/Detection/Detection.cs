namespace EdgeVision.Inference.Detection;

/// <summary>One object a network saw.</summary>
/// <param name="LabelIndex">Index into the model manifest's label list (background excluded), from 0.</param>
/// <param name="Score">Confidence in [0, 1].</param>
/// <param name="Box">Where, in source-image pixels, clipped to the image.</param>
public readonly record struct Detection(int LabelIndex, float Score, BoundingBox Box);
