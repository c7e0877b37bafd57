using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;
using static EdgeVision.Inference.Planning.Lowering.OperatorRow;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>
/// How the managed engine computes each operator. A new one gets a row here; its tests (<c>OperatorTableTests</c>) ask for a reference and an example
/// too. What has no row is refused by name.
/// </summary>
internal static class OperatorTable
{
    private static readonly Dictionary<Type, OperatorRow> s_rows = new(
    [
        Of<BatchNormalization>(NormalizationLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Binary>(ElementwiseLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Concat>(ShapeLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Conv>(ConvolutionLowering.Lower, ConvolutionLowering.HaloOf, ConvolutionLowering.MultiplyAdds),
        Of<Gemm>(MatrixLowering.Lower, NoHalo, MatrixLowering.MultiplyAdds),
        Of<GlobalAveragePool>(ReductionLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Identity>(ShapeLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<MatMul>(MatrixLowering.Lower, NoHalo, MatrixLowering.MultiplyAdds),
        Of<Pad>(ShapeLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Pool>(ReductionLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<ReduceMean>(ReductionLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Reshape>(ShapeLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Resize>(ResizeLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Slice>(ShapeLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Softmax>(ReductionLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Split>(ShapeLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Transpose>(ShapeLowering.Lower, NoHalo, NoMultiplyAdds),
        Of<Unary>(ElementwiseLowering.Lower, NoHalo, NoMultiplyAdds),
    ]);

    /// <summary>Every row, by the class of operator.</summary>
    public static IReadOnlyDictionary<Type, OperatorRow> Rows => s_rows;

    /// <summary>Appends the steps of <paramref name="node"/> to the plan.</summary>
    /// <exception cref="Models.UnusableModelException">The engine does not compute it.</exception>
    public static void Lower(PlanBuilder plan, GraphNode node)
    {
        if (!s_rows.TryGetValue(node.Operator.GetType(), out OperatorRow? row))
            throw plan.Unsupported("the managed engine has no kernel for it");
        row.Lower(plan, node);
    }

    /// <summary>The halo <paramref name="node"/> needs around an input that lies in blocks.</summary>
    public static Halo HaloOf(GraphNode node, GraphValue input) =>
        s_rows.TryGetValue(node.Operator.GetType(), out OperatorRow? row) ? row.Halo(node, input) : Halo.None;

    /// <summary>Multiplications with weights of the model in one run of the whole graph.</summary>
    public static long MultiplyAdds(ComputationGraph graph) => graph.Nodes.Sum(static node => s_rows[node.Operator.GetType()].MultiplyAdds(node));
}
