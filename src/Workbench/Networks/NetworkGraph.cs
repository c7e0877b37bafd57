using EdgeVision.Inference.Graph;

namespace EdgeVision.Workbench.Networks;

/// <summary>Designs to graphs.</summary>
internal static class NetworkGraph
{
    /// <summary>The network of <paramref name="design"/> with the numbers of <paramref name="weights"/>, not optimised.</summary>
    /// <exception cref="ArgumentException">A value of the design is out of range.</exception>
    public static ComputationGraph Build(NetworkDesign design, IWeightSource weights)
    {
        design.Validate();
        NetworkBuilder network = new(design.Name, weights, design.Layout);
        design.Family.Build(network, design);
        return network.Graph;
    }
}
