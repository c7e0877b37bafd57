using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// Appends the layers that MobileNets are made of to a graph. A layer's last value has the layer's name, so that what the engine fuses keeps it:
/// "features.3.expand" is a convolution with its activation. Batch norm is never its own layer: it is folded into the bias.
/// </summary>
internal sealed class NetworkBuilder(string name, IWeightSource weights, NetworkLayout layout)
{
    // √2 for what zeroes half of its inputs (He et al. 2015, arXiv:1502.01852, §2.2); hard-swish passes about 1/√3 of a unit normal input.
    private const float ReluGain = 1.414f;
    private const float HardSwishGain = 1.732f;

    /// <summary>What was built so far.</summary>
    public ComputationGraph Graph { get; } = new(name);

    /// <summary>Whose borders convolutions have.</summary>
    public NetworkLayout Layout => layout;

    /// <summary>The image, <c>input</c> [1, 3, resolution, resolution].</summary>
    public GraphValue Image(int resolution) => Graph.AddInput("input", [1, 3, resolution, resolution]);

    /// <summary>A convolution over all channels, with its activation.</summary>
    public GraphValue Convolve(GraphValue input, string layer, int filters, Window window, UnaryFunction? activation = null) =>
        Convolve(input, layer, filters, window, groups: 1, activation);

    /// <summary>A 1×1 convolution, with its activation.</summary>
    public GraphValue Pointwise(GraphValue input, string layer, int filters, UnaryFunction? activation = null) =>
        Convolve(input, layer, filters, Window.Pointwise, groups: 1, activation);

    /// <summary>One filter for each channel, with its activation.</summary>
    public GraphValue Depthwise(GraphValue input, string layer, Window window, UnaryFunction? activation = null) =>
        Convolve(input, layer, input.Shape[1], window, groups: input.Shape[1], activation);

    /// <summary>A fully connected layer on the channels of a 1×1 map or on a vector, with its activation; [1, outputs].</summary>
    public GraphValue Connect(GraphValue input, string layer, int outputs, UnaryFunction? activation = null)
    {
        GraphValue vector = input.Shape.Rank == 2 ? input : Append($"{layer}.flatten", new Reshape([1, input.Shape.ElementCount]), input);
        ConstantTensor matrix = weights.Weights(layer, [outputs, vector.Shape[1]], GainBefore(activation));
        GraphValue bias = Graph.AddConstant($"{layer}.bias", weights.Bias(layer, outputs));
        Gemm gemm = new() { TransposesB = true, HasBias = true };
        return Activate(layer, gemm, activation, vector, Graph.AddConstant($"{layer}.weight", matrix), bias);
    }

    /// <summary>Squeeze-and-excite (Hu et al. 2018, arXiv:1709.01507): every channel times a gate in [0, 1] that the means of all channels decide.</summary>
    /// <param name="squeezed">Channels between the two layers of the gate.</param>
    public GraphValue Excite(GraphValue input, string layer, int squeezed)
    {
        GraphValue means = Append($"{layer}.means", new GlobalAveragePool(), input);
        GraphValue few = Pointwise(means, $"{layer}.squeeze", squeezed, UnaryFunction.Relu);
        GraphValue gate = Pointwise(few, $"{layer}.excite", input.Shape[1], UnaryFunction.HardSigmoid(1f / 6f, 0.5f));
        return Append(layer, new Binary(BinaryKind.Mul), input, gate);
    }

    /// <summary>The sum of two maps of one shape.</summary>
    public GraphValue Add(GraphValue left, string layer, GraphValue right) => Append(layer, new Binary(BinaryKind.Add), left, right);

    /// <summary>The mean of each channel, [1, channels, 1, 1].</summary>
    public GraphValue GlobalAverage(GraphValue input, string layer) => Append(layer, new GlobalAveragePool(), input);

    /// <summary>Joins values along one axis.</summary>
    public GraphValue Join(string layer, int axis, params ReadOnlySpan<GraphValue> inputs) => Append(layer, new Concat(axis), inputs);

    /// <summary>Bilinear scaling that keeps the corner pixels where they are, as TensorFlow's DeepLab scales.</summary>
    public GraphValue Scale(GraphValue input, string layer, int height, int width)
    {
        float scaleY = (float)height / input.Shape[2], scaleX = (float)width / input.Shape[3];
        return Append(layer, new Resize(height, width, scaleY, scaleX, Interpolation.Linear, CoordinateTransform.AlignCorners), input);
    }

    /// <summary>A map [1, cells · numbers, height, width] as a list [1, height · width · cells, numbers], in the order line, column, cell.</summary>
    public GraphValue List(GraphValue map, string layer, int numbers)
    {
        GraphValue channelsLast = Append($"{layer}.channels-last", new Transpose([0, 2, 3, 1]), map);
        return Append(layer, new Reshape([1, map.Shape.ElementCount / numbers, numbers]), channelsLast);
    }

    /// <summary>Lets the caller have <paramref name="value"/> under its own name.</summary>
    public void Output(GraphValue value) => Graph.AddOutput(value.Name, value);

    private GraphValue Convolve(GraphValue input, string layer, int filters, Window window, int groups, UnaryFunction? activation)
    {
        TensorShape shape = [filters, input.Shape[1] / groups, window.Kernel, window.Kernel];
        GraphValue kernel = Graph.AddConstant($"{layer}.weight", weights.Weights(layer, shape, GainBefore(activation)));
        GraphValue bias = Graph.AddConstant($"{layer}.bias", weights.Bias(layer, filters));
        return Activate(layer, new Conv(Border(window, input.Shape), groups) { HasBias = true }, activation, input, kernel, bias);
    }

    private GraphValue Activate(string layer, Operator @operator, UnaryFunction? activation, params ReadOnlySpan<GraphValue> inputs) =>
        activation is { } function ? Append(layer, new Unary(function), Append($"{layer}.linear", @operator, inputs)) : Append(layer, @operator, inputs);

    private GraphValue Append(string layer, Operator @operator, params ReadOnlySpan<GraphValue> inputs) =>
        Graph.AddNode(layer, @operator, inputs, layer).Output;

    private SlidingWindow Border(Window window, TensorShape input)
    {
        (int top, int bottom) = Border(window, input[2]);
        (int left, int right) = Border(window, input[3]);
        return new SlidingWindow(window.Kernel, window.Kernel)
        {
            StrideY = window.Stride,
            StrideX = window.Stride,
            DilationY = window.Dilation,
            DilationX = window.Dilation,
            PadTop = top,
            PadBottom = bottom,
            PadLeft = left,
            PadRight = right,
        };
    }

    private (int Before, int After) Border(Window window, int size)
    {
        int reach = (window.Kernel - 1) * window.Dilation;
        if (layout == NetworkLayout.Torchvision)
            return (reach / 2, reach / 2);

        int outputs = (size + window.Stride - 1) / window.Stride;
        int pixels = Math.Max(0, (outputs - 1) * window.Stride + reach + 1 - size);
        return (pixels / 2, pixels - pixels / 2);
    }

    private static float GainBefore(UnaryFunction? activation) => activation?.Kind switch
    {
        UnaryKind.Relu or UnaryKind.Clip => ReluGain,
        UnaryKind.HardSwish => HardSwishGain,
        _ => 1f,
    };
}
