using EdgeVision.Inference.Graph;

namespace EdgeVision.Inference.Optimization;

/// <summary>
/// How many numbers a pass may compute: as many as the graph's constants have, and a few. Nodes that share a constant could otherwise make a small
/// file large, or opening it slow.
/// </summary>
internal sealed class FoldingBudget(ComputationGraph graph)
{
    private const int Always = 1 << 18;

    private long _left = Always + graph.CountConstantElements();

    /// <summary>Takes <paramref name="count"/> numbers, if so many are left.</summary>
    public bool TrySpend(long count)
    {
        if (count > _left)
            return false;
        _left -= count;
        return true;
    }
}
