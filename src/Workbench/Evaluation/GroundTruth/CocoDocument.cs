using System.Text.Json.Serialization;

namespace EdgeVision.Workbench.Evaluation.GroundTruth;

/// <summary>
/// What we read of an <c>instances.json</c> (cocodataset.org/#format-data); the rest, outlines above all, is passed over. <see cref="CocoGroundTruth"/>
/// gives it meaning.
/// </summary>
internal sealed record CocoDocument(CocoDocument.Image?[] Images, CocoDocument.Annotation[] Annotations, CocoDocument.Category?[] Categories)
{
    internal sealed record Image(long Id, string FileName, int Width = 0, int Height = 0);

    // Without the attribute a structure is filled property by property, and none is required.
    [method: JsonConstructor]
    internal readonly record struct Annotation(long ImageId, long CategoryId, CocoBox Bbox, int Iscrowd = 0, float? Area = null);

    internal sealed record Category(long Id, string Name);
}
