using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// The weights of another graph, its batch norm folded. A layer finds its own by name where <see cref="NetworkFile"/> wrote the file; in any other file
/// it takes the first ones left, in the order they run, of a layer with the same dimensions and
/// window that is read by layers with the same ones.
/// </summary>
internal sealed class GraphWeights : IWeightSource
{
    private readonly Dictionary<string, WeightedLayer> _given = [];

    /// <param name="given">Optimised; must stay undisposed as long as what is built of it.</param>
    /// <param name="wanted">The network to build, with any weights, optimised.</param>
    /// <exception cref="WeightsException">The two are not the same network, or <paramref name="given"/> computes weights when it runs.</exception>
    public GraphWeights(ComputationGraph given, ComputationGraph wanted)
    {
        List<WeightedLayer> left = [.. WeightedLayer.Of(given)];
        foreach (WeightedLayer layer in WeightedLayer.Of(wanted))
        {
            WeightedLayer found = left.Find(other => other.WeightsName == layer.WeightsName && other.Dimensions == layer.Dimensions)
                ?? left.Find(other => other.Signature == layer.Signature)
                ?? throw new WeightsException(
                    $"no weights fit the layer '{layer.LayerName}' ({layer.Shape}); "
                    + $"{(left.Count > 0 ? $"the next of the file is '{left[0].LayerName}' ({left[0].Shape})" : "the file has no more")}. "
                    + "The network, alpha or the number of classes differ");
            left.Remove(found);
            _given.Add(layer.LayerName, found);
        }

        if (left.Count > 0)
            throw new WeightsException($"{left.Count} layers of the file have no place in the network, first '{left[0].LayerName}' ({left[0].Shape})");
    }

    /// <inheritdoc/>
    public ConstantTensor Weights(string layer, TensorShape shape, float gain) => _given[layer].WeightsAs(shape);

    /// <inheritdoc/>
    public ConstantTensor Bias(string layer, int count) => _given[layer].Bias?.Reshape([count]) ?? new ConstantTensor([count], new float[count]);
}
