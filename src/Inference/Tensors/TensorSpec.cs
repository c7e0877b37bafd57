using System.Collections.Immutable;

namespace EdgeVision.Inference.Tensors;

/// <summary>Name and static shape of one model input or output; every element is a 32-bit float.</summary>
/// <param name="Name">The name in the model file.</param>
/// <param name="Shape">Outermost dimension first, for example [1, 3, 300, 300]; every dimension is at least 1.</param>
public sealed record TensorSpec(string Name, ImmutableArray<int> Shape)
{
    /// <summary>Product of all dimensions.</summary>
    public int Length => Shape.Aggregate(1, static (product, dimension) => checked(product * dimension));

    /// <inheritdoc/>
    public override string ToString() => $"{Name}[{string.Join(", ", Shape)}]";
}
