using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Planning.Lowering;

/// <summary>The constants of a convolution or matrix product, read element by element while they are packed.</summary>
internal readonly ref struct WeightMatrix
{
    private readonly ReadOnlySpan<float> _values;
    private readonly ReadOnlySpan<float> _bias;
    private readonly int _outputStride;
    private readonly int _inputStride;
    private readonly int _columns;
    private readonly float _scale;
    private readonly float _biasScale;

    /// <summary>Weights [M, C / groups, kH, kW] and a bias [M] or none.</summary>
    public WeightMatrix(ReadOnlySpan<float> values, TensorShape shape, int groups, ReadOnlySpan<float> bias)
    {
        _values = values;
        _bias = bias;
        Outputs = shape[0];
        Inputs = shape[1] * groups;
        _outputStride = shape[1] * shape[2] * shape[3];
        _inputStride = shape[2] * shape[3];
        _columns = shape[3];
        _scale = _biasScale = 1f;
    }

    /// <summary>A matrix of any order, and a bias of one number an output, of one number, or none.</summary>
    public WeightMatrix(
        ReadOnlySpan<float> values, int outputs, int inputs, int outputStride, int inputStride, float scale, ReadOnlySpan<float> bias, float biasScale)
    {
        _values = values;
        _bias = bias;
        Outputs = outputs;
        Inputs = inputs;
        _outputStride = outputStride;
        _inputStride = inputStride;
        _columns = 1;
        _scale = scale;
        _biasScale = biasScale;
    }

    /// <summary>Output channels.</summary>
    public int Outputs { get; }

    /// <summary>Input channels of all groups.</summary>
    public int Inputs { get; }

    /// <summary>Copies the weights between neighbouring outputs of one group and an input of it, at one tap.</summary>
    public void CopyTo(Span<float> destination, int firstOutput, int inputOfGroup, int y, int x)
    {
        int from = firstOutput * _outputStride + inputOfGroup * _inputStride + y * _columns + x;
        for (int i = 0; i < destination.Length; i++, from += _outputStride)
            destination[i] = _scale * _values[from];
    }

    /// <summary>What an output starts from.</summary>
    public float Bias(int output) => _bias.IsEmpty ? 0f : _biasScale * _bias[_bias.Length == 1 ? 0 : output];
}
