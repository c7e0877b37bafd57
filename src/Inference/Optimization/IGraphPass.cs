using EdgeVision.Inference.Graph;

namespace EdgeVision.Inference.Optimization;

/// <summary>Rewrites a graph into one that computes the same function, up to rounding, from the same inputs to the same named outputs.</summary>
internal interface IGraphPass
{
    /// <summary>What it does, in a few words, for the message when it breaks a graph, and for test names.</summary>
    string Name { get; }

    /// <summary>Rewrites <paramref name="graph"/> in place. Running it again finds nothing more to do, unless another pass made work for it.</summary>
    void Run(ComputationGraph graph);
}
