using EdgeVision.Inference.Detection;

namespace EdgeVision.Workbench.Evaluation;

/// <summary>An object that somebody marked in a picture.</summary>
/// <param name="LabelIndex">As in <see cref="Detection.LabelIndex"/>.</param>
/// <param name="Box">Where, in picture pixels.</param>
/// <param name="IsCrowd">Whether the box holds many objects that were not marked one by one; finding any of them counts neither for nor against.</param>
/// <param name="Area">Square pixels of the object itself, which may be fewer than its box's; <see langword="null"/> where only the box is known.</param>
public readonly record struct GroundTruthBox(int LabelIndex, BoundingBox Box, bool IsCrowd, float? Area = null);
