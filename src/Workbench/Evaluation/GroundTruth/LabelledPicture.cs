namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>A picture of which somebody said what it shows.</summary>
/// <param name="File">Its file, relative to the folder of pictures.</param>
/// <param name="LabelIndex">Index into the model manifest's label list.</param>
public readonly record struct LabelledPicture(string File, int LabelIndex);
