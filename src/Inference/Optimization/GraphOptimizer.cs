using System.Collections.Immutable;
using System.Diagnostics;
using EdgeVision.Inference.Graph;

namespace EdgeVision.Inference.Optimization;

/// <summary>The passes between reading a model and planning it, in the order that lets each see what the one before made simple.</summary>
internal sealed class GraphOptimizer(ImmutableArray<IGraphPass> passes)
{
    /// <summary>All passes. Residuals come before activations, because a fused convolution adds first and activates then.</summary>
    public static GraphOptimizer Default { get; } = new(
    [
        new DeadNodeRemoval(),
        new IdentityRemoval(),
        new ConstantFolding(),
        new PoolSimplification(),
        new PaddingFolding(),
        new BatchNormalizationDecomposition(),
        new ConvAffineFusion(),
        new MatMulToGemm(),
        new HardSwishRecognition(),
        new ResidualFusion(),
        new ActivationFusion(),
        new InputScaleFusion(),
        new TransposeReshapeElimination(),
        new ConstantFolding(),
        new IdentityRemoval(),
        new DeadNodeRemoval(),
    ]);

    /// <summary>In order; a pass may occur twice.</summary>
    public ImmutableArray<IGraphPass> Passes { get; } = passes;

    /// <summary>Runs every pass over <paramref name="graph"/>, in place.</summary>
    /// <exception cref="InvalidOperationException">In builds for debugging: a pass has broken what the graph promises.</exception>
    public void Optimize(ComputationGraph graph)
    {
        foreach (IGraphPass pass in Passes)
        {
            pass.Run(graph);
            Validate(graph, pass);
        }
    }

    // Where a pass goes wrong its name is the half of the search; a board has no use for it.
    [Conditional("DEBUG")]
    private static void Validate(ComputationGraph graph, IGraphPass pass) => GraphValidator.Validate(graph, $"after the pass '{pass.Name}'");
}
