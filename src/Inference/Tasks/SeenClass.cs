namespace EdgeVision.Inference.Tasks;

/// <summary>A class as an answer keeps it, after the model is gone.</summary>
/// <param name="Label">Its name.</param>
/// <param name="Score">Probability in [0, 1].</param>
public readonly record struct SeenClass(string Label, float Score);
