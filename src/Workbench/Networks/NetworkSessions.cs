using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Workbench.Networks;

/// <summary>Opens networks that no file holds, to time them.</summary>
public static class NetworkSessions
{
    private const int Seed = 1;

    /// <summary>A session of the managed engine on <paramref name="design"/> with random weights, which take as long as trained ones.</summary>
    /// <exception cref="ArgumentException">A value of the design is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of threads is not 1 to 64.</exception>
    /// <exception cref="ModelFormatException">The network takes more memory than the engine may.</exception>
    public static ManagedInferenceSession Open(NetworkDesign design, EngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(design);
        using ComputationGraph graph = NetworkGraph.Build(design, new RandomWeights(Seed));
        return ManagedInferenceSession.Open(graph, options);
    }
}
