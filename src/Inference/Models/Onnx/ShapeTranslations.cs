using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>
/// Operators that move no number or only reorder them. Reshape, Squeeze and Unsqueeze (axes as input since opset 13) and Flatten all become
/// <see cref="Operators.Reshape"/>, as every shape is known here. Those that exporters use on shapes also work on known integers.
/// </summary>
internal static class ShapeTranslations
{
    public static void Identity(NodeContext node)
    {
        if (node.IsInteger(0))
            node.Emit(node.Integers(0));
        else
            node.Emit(new Identity(), node.Value(0));
    }

    public static void Dropout(NodeContext node)
    {
        node.Ignore("ratio", "seed");
        node.EmitFirst(new Identity(), node.Value(0));
    }

    public static void Reshape(NodeContext node)
    {
        ImmutableArray<long> wanted = node.Integers(1).Values;
        bool zeroIsZero = node.Flag("allowzero");
        if (node.IsInteger(0))
        {
            node.Emit(node.Integers(0) with { IsScalar = wanted.IsEmpty });
            return;
        }

        GraphValue input = node.Value(0);
        node.Emit(new Reshape(Resolve(input.Shape, wanted, zeroIsZero)), input);
    }

    public static void Flatten(NodeContext node)
    {
        GraphValue input = node.Value(0);
        int rank = input.Shape.Rank;
        long axis = node.Integer("axis", 1);
        int split = axis == rank ? rank : NodeContext.Axis(axis, rank);
        node.Emit(new Reshape([input.Shape.LengthOf(0, split), input.Shape.LengthOf(split, rank)]), input);
    }

    public static void Squeeze(NodeContext node)
    {
        IEnumerable<long>? axes = Axes(node);
        if (node.IsInteger(0))
        {
            IntegerTensor integers = node.Integers(0);
            if (integers.Values.Length != 1)
                throw new ShapeException($"a dimension of {integers.Values.Length} cannot be squeezed out");
            node.Emit(integers with { IsScalar = true });
            return;
        }

        GraphValue input = node.Value(0);
        TensorShape shape = input.Shape;
        HashSet<int> dropped = [.. axes?.Select(axis => NodeContext.Axis(axis, shape.Rank)) ?? Enumerable.Range(0, shape.Rank).Where(axis => shape[axis] == 1)];
        if (dropped.Any(axis => shape[axis] != 1))
            throw new ShapeException($"axes [{string.Join(", ", dropped)}] of {shape} are not all 1, so they cannot be squeezed out");
        node.Emit(new Reshape([.. shape.Dimensions.Where((_, axis) => !dropped.Contains(axis))]), input);
    }

    public static void Unsqueeze(NodeContext node)
    {
        IEnumerable<long> axes = Axes(node) ?? throw new UnusableModelException("it names no axes");
        if (node.IsInteger(0))
        {
            IntegerTensor integers = node.Integers(0);
            if (!integers.IsScalar)
                throw new UnusableModelException("integers of more than one dimension are not supported");
            node.Emit(integers with { IsScalar = false });
            return;
        }

        GraphValue input = node.Value(0);
        long[] wanted = [.. axes.Take(TensorShape.MaxRank + 1)];
        HashSet<int> added = [.. wanted.Select(axis => NodeContext.Axis(axis, input.Shape.Rank + wanted.Length))];
        if (added.Count != wanted.Length)
            throw new ShapeException($"its axes [{string.Join(", ", wanted)}] repeat");
        Queue<int> rest = new(input.Shape.Dimensions);
        node.Emit(new Reshape([.. Enumerable.Range(0, input.Shape.Rank + added.Count).Select(axis => added.Contains(axis) ? 1 : rest.Dequeue())]), input);
    }

    public static void Transpose(NodeContext node)
    {
        GraphValue input = node.Value(0);
        ImmutableArray<int> permutation = node.IntegerList("perm") is { } given
            ? [.. given.Select(NodeContext.ToInt)]
            : [.. Enumerable.Range(0, input.Shape.Rank).Reverse()];
        node.Emit(new Transpose(permutation), input);
    }

    public static void Concat(NodeContext node)
    {
        int[] inputs = [.. Enumerable.Range(0, node.InputCount)];
        if (inputs.Length > 0 && inputs.All(node.IsInteger))
        {
            node.Ignore("axis");
            node.Emit(inputs.SelectMany(input => node.Integers(input).Values));
            return;
        }

        GraphValue[] values = [.. inputs.Select(node.Value)];
        if (values.Length == 0)
            throw new UnusableModelException("it has no inputs");
        node.Emit(new Concat(NodeContext.Axis(node.Integer("axis", 1), values[0].Shape.Rank)), values);
    }

    private static IEnumerable<long>? Axes(NodeContext node) =>
        node.OperatorSet < 13 ? node.IntegerList("axes") : node.Has(1) ? node.Integers(1).Values : null;

    // 0 keeps the input's dimension (unless allowzero), −1 takes what is left.
    private static TensorShape Resolve(TensorShape input, ImmutableArray<long> wanted, bool zeroIsZero)
    {
        if (wanted.Length > TensorShape.MaxRank || wanted.Count(static dimension => dimension == -1) > 1 || wanted.Any(static dimension => dimension < -1))
            throw new ShapeException($"[{string.Join(", ", wanted.Take(TensorShape.MaxRank + 1))}] is no shape");

        int[] dimensions = new int[wanted.Length];
        long known = 1;
        for (int axis = 0; axis < dimensions.Length; axis++)
        {
            long dimension = wanted[axis];
            if (dimension == 0 && !zeroIsZero)
                dimension = axis < input.Rank ? input[axis] : throw new ShapeException($"dimension {axis} is to be kept, but {input} has none");
            dimensions[axis] = NodeContext.ToInt(dimension);
            known = dimension == -1 ? known : Math.Min(known * dimension, int.MaxValue);
        }

        int open = Array.IndexOf(dimensions, -1);
        if (open >= 0)
        {
            if (known == 0 || input.ElementCount % known != 0)
                throw new ShapeException($"{input} cannot be reshaped to [{string.Join(", ", wanted)}]");
            dimensions[open] = (int)(input.ElementCount / known);
        }

        return TensorShape.Create(dimensions);
    }
}
