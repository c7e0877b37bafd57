using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Optimization;

namespace EdgeVision.Inference.Tests.Optimization;

/// <summary>The optimiser as a build for debugging runs it: the graph is looked at after every pass.</summary>
internal static class CheckedOptimizer
{
    public static void Optimize(ComputationGraph graph)
    {
        foreach (IGraphPass pass in GraphOptimizer.Default.Passes)
            Run(pass, graph);
    }

    public static void Run(IGraphPass pass, ComputationGraph graph)
    {
        pass.Run(graph);
        GraphValidator.Validate(graph, $"after the pass '{pass.Name}'");
    }
}
