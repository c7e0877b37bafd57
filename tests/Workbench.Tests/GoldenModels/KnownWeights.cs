using EdgeVision.Inference.Tensors;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.GoldenModels;

/// <summary>Weights that were worked out before.</summary>
/// <param name="layers">Weights and biases by the names of their layers.</param>
internal sealed class KnownWeights(IReadOnlyDictionary<string, (float[] Weights, float[] Biases)> layers) : IWeightSource
{
    private string _last = "";

    public ConstantTensor Weights(string layer, TensorShape shape, float gain) => new(shape, layers[_last = layer].Weights);

    public ConstantTensor Bias(string layer, int count) => new([count], layers[_last].Biases);
}
