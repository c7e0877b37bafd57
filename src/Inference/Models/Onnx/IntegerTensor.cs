using System.Collections.Immutable;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>Integers that a file holds or computes for shapes, axes and bounds; they exist only while the graph is built.</summary>
/// <param name="IsScalar">One number without dimensions; otherwise a list.</param>
internal sealed record IntegerTensor(ImmutableArray<long> Values, bool IsScalar)
{
    /// <summary>No shape, axis list or bound is longer; a longer list is something else.</summary>
    public const int MaxLength = 1 << 12;
}
