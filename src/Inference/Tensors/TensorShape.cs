using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace EdgeVision.Inference.Tensors;

/// <summary>
/// The dimensions of a dense, row-major tensor, outermost first; images are [batch, channels, height, width]. Every dimension is at least 1 and
/// their product fits an <see cref="int"/>; no dimensions at all is a scalar of one element. Compared by value.
/// </summary>
[CollectionBuilder(typeof(TensorShape), nameof(Create))]
internal readonly struct TensorShape : IEquatable<TensorShape>
{
    /// <summary>More dimensions than any network needs; ONNX itself sets no limit.</summary>
    public const int MaxRank = 8;

    private readonly ImmutableArray<int> _dimensions;

    private TensorShape(ImmutableArray<int> dimensions, int length)
    {
        _dimensions = dimensions;
        ElementCount = length;
    }

    /// <summary>The shape of one number.</summary>
    public static TensorShape Scalar { get; } = Create([]);

    /// <summary>Outermost first; empty for a scalar.</summary>
    public ImmutableArray<int> Dimensions => _dimensions.IsDefault ? [] : _dimensions;

    /// <summary>How many dimensions.</summary>
    public int Rank => Dimensions.Length;

    /// <summary>Whether this is one image: [1, C, H, W].</summary>
    public bool IsImage => Rank == 4 && this[0] == 1;

    /// <summary>Whether this is an image of one pixel, [1, C, 1, 1]: then channels are neighbours in every layout.</summary>
    public bool IsPoint => IsImage && this[2] == 1 && this[3] == 1;

    /// <summary>How many elements.</summary>
    public int ElementCount { get; }

    /// <summary>One dimension; <paramref name="axis"/> is in [0, <see cref="Rank"/>).</summary>
    public int this[int axis] => Dimensions[axis];

    /// <summary>Checks and takes <paramref name="dimensions"/>.</summary>
    /// <exception cref="ShapeException">A dimension is below 1, there are more than <see cref="MaxRank"/>, or the product exceeds an int.</exception>
    public static TensorShape Create(ReadOnlySpan<int> dimensions)
    {
        if (dimensions.Length > MaxRank)
            throw new ShapeException($"the shape has {dimensions.Length} dimensions; at most {MaxRank} are supported");

        long length = 1;
        foreach (int dimension in dimensions)
        {
            if (dimension < 1)
                throw new ShapeException($"the shape {Format(dimensions)} has a dimension below 1");
            length *= dimension;
            if (length > int.MaxValue)
                throw new ShapeException($"the shape {Format(dimensions)} has more than {int.MaxValue} elements");
        }

        return new TensorShape([.. dimensions], (int)length);
    }

    /// <summary>The same dimensions, that of <paramref name="axis"/> replaced.</summary>
    public TensorShape With(int axis, int dimension) => Create(Dimensions.SetItem(axis, dimension).AsSpan());

    /// <summary>Product of the dimensions in [<paramref name="first"/>, <paramref name="end"/>).</summary>
    public int LengthOf(int first, int end)
    {
        int product = 1;
        for (int axis = first; axis < end; axis++)
            product *= Dimensions[axis];
        return product;
    }

    /// <summary>Elements from one index of each dimension to the next, in a dense tensor.</summary>
    public ImmutableArray<int> Strides()
    {
        int[] strides = new int[Rank];
        int stride = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= Dimensions[axis];
        }

        return [.. strides];
    }

    /// <summary>Walks the dimensions, outermost first.</summary>
    public ImmutableArray<int>.Enumerator GetEnumerator() => Dimensions.GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(TensorShape other) => Dimensions.AsSpan().SequenceEqual(other.Dimensions.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TensorShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (int dimension in Dimensions)
            hash.Add(dimension);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Format(Dimensions.AsSpan());

    public static bool operator ==(TensorShape left, TensorShape right) => left.Equals(right);

    public static bool operator !=(TensorShape left, TensorShape right) => !left.Equals(right);

    private static string Format(ReadOnlySpan<int> dimensions)
    {
        string[] words = new string[dimensions.Length];
        for (int i = 0; i < words.Length; i++)
            words[i] = dimensions[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", words)}]";
    }
}
