using EdgeVision.Inference.Tests.Models;

namespace EdgeVision.Inference.Tests.Sessions;

/// <summary>
/// Writes small networks of the MobileNet kind as ONNX files: random depth, widths, strides, activations, residuals, squeeze-and-excite, heads.
/// </summary>
internal sealed class RandomNetwork
{
    private readonly Random _random;
    private readonly ModelBuilder _builder = new(14);
    private int _names;
    private int _size;

    private RandomNetwork(int seed)
    {
        _random = new Random(seed);
        _size = _random.Next(17, 49);
    }

    public static ModelBuilder Make(int seed)
    {
        RandomNetwork network = new(seed);
        network.Write();
        return network._builder;
    }

    private void Write()
    {
        _builder.Input("x", 1, 3, _size, _size);
        int channels = _random.Next(1, 30);
        string value = Activate(Convolve("x", 3, channels, 3, _random.Next(1, 3), 1));
        for (int block = _random.Next(2, 6); block > 0; block--)
        {
            int wide = channels * _random.Next(1, 5), outputs = _random.Next(3) == 0 ? channels : _random.Next(4, 60);
            int stride = _size > 6 && outputs != channels ? _random.Next(1, 3) : 1;
            string hidden = Activate(Convolve(value, channels, wide, 1, 1, 1));
            hidden = Activate(Convolve(hidden, wide, wide, _random.Next(2) == 0 ? 3 : 5, stride, wide));
            if (_random.Next(2) == 0)
                hidden = Excite(hidden, wide);
            hidden = Convolve(hidden, wide, outputs, 1, 1, 1);
            value = stride == 1 && outputs == channels ? Node("Add", [value, hidden]) : hidden;
            channels = outputs;
        }

        int classes = _random.Next(2, 40);
        string map = Node("Transpose", [Convolve(value, channels, classes, 3, 1, 1)], ("perm", new long[] { 0, 2, 3, 1 }));
        _builder.Node("Identity", [map], ["map"]).Output("map", 1, _size, _size, classes);
        string mean = Node("Flatten", [Node("GlobalAveragePool", [value])]);
        _builder.Node("Gemm", [mean, Weights([classes, channels], channels), Weights([classes], 1)], ["logits"], ("transB", 1L)).Output("logits", 1, classes);
    }

    private string Convolve(string input, int channels, int outputs, int kernel, int stride, int groups)
    {
        int before = kernel / 2;
        string output = Node(
            "Conv", [input, Weights([outputs, channels / groups, kernel, kernel], channels / groups * kernel * kernel)],
            ("strides", new long[] { stride, stride }), ("pads", new long[] { before, before, before, before }), ("group", (long)groups));
        _size = (_size + 2 * before - kernel) / stride + 1;
        string variance = Name();
        _builder.Floats(variance, [outputs], [.. Enumerable.Range(0, outputs).Select(_ => 0.5f + _random.NextSingle())]);
        return Node("BatchNormalization", [output, Weights([outputs], 1), Weights([outputs], 1), Weights([outputs], 1), variance]);
    }

    private string Activate(string input) => _random.Next(5) switch
    {
        0 => Node("Relu", [input]),
        1 => Node("Clip", [input, Number(0f), Number(6f)]),
        2 => Node("HardSwish", [input]),
        3 => Node("Mul", [input, Node("HardSigmoid", [input], ("alpha", 1f / 6f), ("beta", 0.5f))]),
        _ => Node("Mul", [input, Node("Sigmoid", [input])]),
    };

    private string Excite(string input, int channels)
    {
        int few = Math.Max(1, channels / 4), size = _size;
        string squeezed = Node("GlobalAveragePool", [input]);
        _size = 1;
        string gate = Node("HardSigmoid", [Convolve(Node("Relu", [Convolve(squeezed, channels, few, 1, 1, 1)]), few, channels, 1, 1, 1)]);
        _size = size;
        return Node("Mul", [input, gate]);
    }

    private string Node(string type, string[] inputs, params (string Name, object Value)[] attributes)
    {
        string output = Name();
        _builder.Node(type, inputs, [output], attributes);
        return output;
    }

    // Of a size that keeps the values of the next layer about as large.
    private string Weights(long[] dimensions, int inputs)
    {
        string name = Name();
        float scale = 2f / MathF.Sqrt(inputs);
        int count = (int)dimensions.Aggregate(1L, static (product, dimension) => product * dimension);
        _builder.Floats(name, dimensions, [.. Enumerable.Range(0, count).Select(_ => (_random.NextSingle() * 2f - 1f) * scale)]);
        return name;
    }

    private string Number(float value)
    {
        string name = Name();
        _builder.Floats(name, [], value);
        return name;
    }

    private string Name() => $"v{_names++}";
}
