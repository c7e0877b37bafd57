using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Models.Onnx;

/// <summary>Gemm (7, 9, 11), MatMul, Softmax (over flattened rows before opset 13, along one axis since), ReduceMean (axes as input since 18).</summary>
internal static class MatrixTranslations
{
    public static void Gemm(NodeContext node)
    {
        Gemm gemm = new()
        {
            Alpha = node.Float("alpha", 1f),
            Beta = node.Float("beta", 1f),
            TransposesA = node.Flag("transA"),
            TransposesB = node.Flag("transB"),
            HasBias = node.Has(2),
        };
        if (gemm.HasBias)
            node.Emit(gemm, node.Value(0), node.Value(1), node.Value(2));
        else
            node.Emit(gemm, node.Value(0), node.Value(1));
    }

    public static void MatMul(NodeContext node) => node.Emit(new MatMul(), node.Value(0), node.Value(1));

    public static void Softmax(NodeContext node)
    {
        GraphValue input = node.Value(0);
        int rank = input.Shape.Rank;
        bool flattens = node.OperatorSet < 13;
        int axis = NodeContext.Axis(node.Integer("axis", flattens ? 1 : -1), rank);
        if (!flattens || axis == rank - 1)
        {
            node.Emit(new Softmax(axis), input);
            return;
        }

        TensorShape rows = [input.Shape.LengthOf(0, axis), input.Shape.LengthOf(axis, rank)];
        GraphValue flat = node.Intermediate(new Reshape(rows), input);
        node.Emit(new Reshape(input.Shape), node.Intermediate(new Softmax(1), flat));
    }

    public static void ReduceMean(NodeContext node)
    {
        GraphValue input = node.Value(0);
        IEnumerable<long>? axes = node.OperatorSet < 18 ? node.IntegerList("axes") : node.Has(1) ? node.Integers(1).Values : null;
        bool noneMeansNone = node.Flag("noop_with_empty_axes");
        bool keeps = node.Flag("keepdims", absent: true);
        ImmutableArray<int> counted = [.. (axes ?? []).Select(axis => NodeContext.Axis(axis, input.Shape.Rank)).Distinct().Order()];
        if (counted.IsEmpty && (noneMeansNone || input.Shape.Rank == 0))
        {
            node.Emit(new Identity(), input);
            return;
        }

        ReduceMean mean = new(counted.IsEmpty ? [.. Enumerable.Range(0, input.Shape.Rank)] : counted);
        if (keeps)
        {
            node.Emit(mean, input);
            return;
        }

        GraphValue kept = node.Intermediate(mean, input);
        node.Emit(new Reshape([.. kept.Shape.Dimensions.Where((_, axis) => !mean.Axes.Contains(axis))]), kept);
    }
}
