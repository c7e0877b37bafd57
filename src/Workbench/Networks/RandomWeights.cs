using EdgeVision.Inference.Tensors;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// Weights without training, the same for the same seed: uniform, with the variance that keeps the size of activations from layer to layer
/// (He et al. 2015, arXiv:1502.01852, eq. 10). For timing, for tests, and as a place to start training from; such a network recognises nothing.
/// </summary>
internal sealed class RandomWeights(int seed) : IWeightSource
{
    private const float MaxBias = 0.1f;

    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public ConstantTensor Weights(string layer, TensorShape shape, float gain)
    {
        int inputs = shape.LengthOf(1, shape.Rank);
        return new ConstantTensor(shape, Uniform(shape.ElementCount, gain * MathF.Sqrt(3f / inputs)));
    }

    /// <inheritdoc/>
    public ConstantTensor Bias(string layer, int count) => new([count], Uniform(count, MaxBias));

    private float[] Uniform(int count, float limit)
    {
        float[] values = new float[count];
        foreach (ref float value in values.AsSpan())
            value = (_random.NextSingle() * 2f - 1f) * limit;
        return values;
    }
}
