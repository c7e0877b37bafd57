using EdgeVision.Inference.Detection;

namespace EdgeVision.Inference.Tasks;

/// <summary>An object as an answer keeps it, after the model and the picture are gone.</summary>
/// <param name="Label">The name of its class.</param>
/// <param name="Score">Confidence in [0, 1].</param>
/// <param name="Box">Where, in parts of the picture: (0, 0) is its top-left corner and (1, 1) its bottom-right one.</param>
public readonly record struct SeenObject(string Label, float Score, BoundingBox Box);
