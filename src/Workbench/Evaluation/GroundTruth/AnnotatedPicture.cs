using System.Collections.Immutable;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>A picture in which somebody marked the objects.</summary>
/// <param name="File">Its file, relative to the folder of pictures.</param>
/// <param name="Width">Pixels a line as the marks mean them; 0 where truth does not say.</param>
/// <param name="Height">Lines as the marks mean them; 0 where truth does not say.</param>
/// <param name="Objects">The objects; empty where there are none.</param>
public sealed record AnnotatedPicture(string File, int Width, int Height, ImmutableArray<GroundTruthBox> Objects);
