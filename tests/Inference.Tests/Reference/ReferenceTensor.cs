using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Reference;

/// <summary>A dense, row-major tensor in double precision.</summary>
internal sealed record ReferenceTensor(TensorShape Shape, double[] Values)
{
    public static ReferenceTensor From(TensorShape shape, ReadOnlySpan<float> values)
    {
        double[] copy = new double[values.Length];
        for (int i = 0; i < copy.Length; i++)
            copy[i] = values[i];
        return new ReferenceTensor(shape, copy);
    }

    /// <summary>A tensor whose element at each index is what <paramref name="element"/> says.</summary>
    public static ReferenceTensor Build(TensorShape shape, Func<int[], double> element)
    {
        double[] values = new double[shape.ElementCount];
        int[] index = new int[shape.Rank];
        for (int i = 0; i < values.Length; i++)
        {
            int rest = i;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                index[axis] = rest % shape[axis];
                rest /= shape[axis];
            }

            values[i] = element(index);
        }

        return new ReferenceTensor(shape, values);
    }

    public double At(params ReadOnlySpan<int> index)
    {
        int position = 0;
        for (int axis = 0; axis < index.Length; axis++)
            position = position * Shape[axis] + index[axis];
        return Values[position];
    }

    /// <summary>The element a broadcast result reads at <paramref name="index"/>, which may have more dimensions than this.</summary>
    public double AtBroadcast(ReadOnlySpan<int> index)
    {
        int position = 0, skipped = index.Length - Shape.Rank;
        for (int axis = 0; axis < Shape.Rank; axis++)
            position = position * Shape[axis] + (Shape[axis] == 1 ? 0 : index[axis + skipped]);
        return Values[position];
    }
}
