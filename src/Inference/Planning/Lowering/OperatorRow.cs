using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Memory;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>What the planner must know of one class of operator.</summary>
/// <param name="Lower">
/// Appends a node's steps to the plan, or throws <see cref="PlanBuilder.Unsupported"/> with the reason why the engine does not compute it.
/// </param>
/// <param name="Halo">
/// The zeros a node needs around the image it reads as this value, where that lies in blocks; <see cref="NoHalo"/> where it stays within the image.
/// </param>
/// <param name="MultiplyAdds">Multiplications with weights of the model in one run of a node; <see cref="NoMultiplyAdds"/> where there are none.</param>
internal sealed record OperatorRow(Action<PlanBuilder, GraphNode> Lower, Func<GraphNode, GraphValue, Halo> Halo, Func<GraphNode, long> MultiplyAdds)
{
    /// <summary>For operators that never read beyond the edge of an image, or test for it.</summary>
    public static Halo NoHalo(GraphNode node, GraphValue input) => Memory.Halo.None;

    /// <summary>For operators without weights, or whose weights are added up but not multiplied in a convolution or matrix product.</summary>
    public static long NoMultiplyAdds(GraphNode node) => 0;

    /// <summary>A row of the operators of class <typeparamref name="T"/>.</summary>
    public static KeyValuePair<Type, OperatorRow> Of<T>(
        Action<PlanBuilder, GraphNode, T> lower, Func<GraphNode, GraphValue, Halo> halo, Func<GraphNode, long> multiplyAdds)
        where T : Operator => new(typeof(T), new OperatorRow((plan, node) => lower(plan, node, (T)node.Operator), halo, multiplyAdds));
}
