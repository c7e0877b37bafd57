using EdgeVision.Inference.Tensors;

namespace EdgeVision.Workbench.Networks;

/// <summary>No numbers worth making, where only shapes are asked for: all layers look at one array of zeros.</summary>
internal sealed class ZeroWeights : IWeightSource
{
    private float[] _zeros = [];

    /// <inheritdoc/>
    public ConstantTensor Weights(string layer, TensorShape shape, float gain) => new(shape, Zeros(shape.ElementCount));

    /// <inheritdoc/>
    public ConstantTensor Bias(string layer, int count) => new([count], Zeros(count));

    private ReadOnlyMemory<float> Zeros(int count)
    {
        if (_zeros.Length < count)
            _zeros = new float[count];
        return _zeros.AsMemory(0, count);
    }
}
