using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Optimization;

/// <summary>That passes find what they are for; that they leave the function as it is, <see cref="PassTests"/> holds.</summary>
public sealed class FusionTests : IDisposable
{
    private readonly ComputationGraph _graph = new("network");
    private readonly GraphValue _image;
    private int _names;

    public FusionTests() => _image = _graph.AddInput("image", [1, 4, 6, 6]);

    public void Dispose() => _graph.Dispose();

    [Fact]
    public void BatchNormalizationAndReluBecomePartOfTheConvolution()
    {
        GraphValue normalized = Node(new BatchNormalization(1e-5f), Convolution(_image), Constant([4]), Constant([4]), Constant([4]), Constant([4]));

        Assert.Equal(["Conv+Relu"], Optimized(Node(new Unary(UnaryFunction.Relu), normalized)));
    }

    [Fact]
    public void ResidualAndTheActivationBehindItBecomePartOfTheConvolution()
    {
        GraphValue sum = Node(new Binary(BinaryKind.Add), _image, Convolution(_image));

        Assert.Equal(["Conv+Add+Clip"], Optimized(Node(new Unary(UnaryFunction.Relu6), sum)));
    }

    [Fact]
    public void TheLaterOfTwoConvolutionsTakesTheOtherAsResidual()
    {
        GraphValue first = Convolution(_image), second = Convolution(_image);

        string[] names = Optimized(Node(new Binary(BinaryKind.Add), second, first));

        Assert.Equal(["Conv", "Conv+Add"], names);
        Assert.Equal(first, _graph.Nodes[1].Inputs[2]);
    }

    [Fact]
    public void ConvolutionThatOthersReadKeepsItsOwnResult()
    {
        GraphValue shared = Convolution(_image);

        Assert.Equal(["Conv", "Relu", "Add"], Optimized(Node(new Binary(BinaryKind.Add), shared, Node(new Unary(UnaryFunction.Relu), shared))));
    }

    [Fact]
    public void PointwiseConvolutionTakesTheGatesOfItsChannels()
    {
        GraphValue gates = Node(new Unary(UnaryFunction.Sigmoid), Node(new GlobalAveragePool(), _image));

        Assert.Equal(["GlobalAveragePool", "Sigmoid", "Mul+Conv"], Optimized(Pointwise(Node(new Binary(BinaryKind.Mul), gates, _image))));
    }

    [Fact]
    public void GatedImageThatOthersReadStays()
    {
        GraphValue gates = Node(new Unary(UnaryFunction.Sigmoid), Node(new GlobalAveragePool(), _image));
        GraphValue gated = Node(new Binary(BinaryKind.Mul), _image, gates);
        _graph.AddOutput("gated", gated);

        Assert.Equal(["GlobalAveragePool", "Sigmoid", "Mul", "Conv"], Optimized(Pointwise(gated)));
    }

    [Fact]
    public void ConvolutionWhoseResultTheCallerGetsKeepsIt()
    {
        GraphValue convolution = Convolution(_image);
        _graph.AddOutput("raw", convolution);

        Assert.Equal(["Conv", "Relu"], Optimized(Node(new Unary(UnaryFunction.Relu), convolution)));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(2), InlineData(3)]
    public void HardSwishIsRecognisedHoweverItIsSpelled(int spelling)
    {
        GraphValue x = Convolution(_image);
        GraphValue gate = spelling == 0
            ? Node(new Unary(UnaryFunction.HardSigmoid(1f / 6f, 0.5f)), x)
            : Node(new Unary(UnaryFunction.Relu6), Node(new Binary(BinaryKind.Add), x, Number(3f)));
        GraphValue swish = spelling switch
        {
            0 => Node(new Binary(BinaryKind.Mul), x, gate),
            1 => Node(new Binary(BinaryKind.Mul), x, Node(new Binary(BinaryKind.Div), gate, Number(6f))),
            2 => Node(new Binary(BinaryKind.Div), Node(new Binary(BinaryKind.Mul), gate, x), Number(6f)),
            _ => Node(new Binary(BinaryKind.Mul), Number(0.16666667f), Node(new Binary(BinaryKind.Mul), x, gate)),
        };

        Assert.Equal(["Conv+HardSwish"], Optimized(swish));
    }

    [Fact]
    public void GateWithAnotherSlopeIsNoHardSwish()
    {
        GraphValue gate = Node(new Unary(UnaryFunction.HardSigmoid(0.2f, 0.5f)), _image);

        Assert.Equal(["HardSigmoid", "Mul"], Optimized(Node(new Binary(BinaryKind.Mul), _image, gate)));
    }

    [Fact]
    public void SqueezeAndExciteStaysRecognisable()
    {
        GraphValue pooled = Node(new ReduceMean([2, 3]), _image);
        GraphValue squeezed = Node(new Unary(UnaryFunction.Relu), Pointwise(pooled));
        GraphValue gate = Node(new Unary(UnaryFunction.HardSigmoid(1f / 6f, 0.5f)), Pointwise(squeezed));

        Assert.Equal(["GlobalAveragePool", "Conv+Relu", "Conv+HardSigmoid", "Mul"], Optimized(Node(new Binary(BinaryKind.Mul), _image, gate)));
    }

    [Fact]
    public void PaddingBecomesThatOfTheConvolution()
    {
        GraphValue padded = Node(new Pad(PadKind.Constant, [0, 0, 0, 0], [0, 0, 1, 1]), _image);

        Assert.Equal(["Conv"], Optimized(Convolution(padded)));
        Assert.Equal((1, 2), (((Conv)_graph.Nodes[0].Operator).Window.PadTop, ((Conv)_graph.Nodes[0].Operator).Window.PadBottom));
    }

    [Fact]
    public void ProductAndSumBecomeAFullyConnectedLayer()
    {
        GraphValue rows = Node(new Reshape([1, 144]), _image);
        GraphValue sum = Node(new Binary(BinaryKind.Add), Node(new MatMul(), rows, Constant([144, 10])), Constant([10]));

        Assert.Equal(["Reshape", "Gemm+Relu"], Optimized(Node(new Unary(UnaryFunction.Relu), sum)));
    }

    [Fact]
    public void ChainsOfLayoutChangesBecomeOneOrNone()
    {
        GraphValue there = Node(new Transpose([0, 2, 3, 1]), _image);
        GraphValue back = Node(new Transpose([0, 3, 1, 2]), there);
        GraphValue rows = Node(new Reshape([2, 72]), Node(new Reshape([144]), Node(new Identity(), back)));

        Assert.Equal(["Reshape"], Optimized(rows));
    }

    [Fact]
    public void PartsOfConstantsAreConstants()
    {
        GraphNode split = _graph.AddNode("split", new Split(0, [1, 1]), [Constant([2, 6])], "a", "b");
        GraphValue slice = Node(new Slice([0, 0], [1, 6], [1, 1]), split.Outputs[1]);

        Assert.Equal(["Mul"], Optimized(Node(new Binary(BinaryKind.Mul), _image, slice)));
    }

    [Fact]
    public void WhatNobodyReadsGoes()
    {
        Node(new Unary(UnaryFunction.Sigmoid), Convolution(_image));

        Assert.Equal(["Relu"], Optimized(Node(new Unary(UnaryFunction.Clip(0f, float.PositiveInfinity)), _image)));
        Assert.DoesNotContain(_graph.Values, static value => value.Constant is not null);
    }

    private string[] Optimized(GraphValue output)
    {
        _graph.AddOutput("output", output);
        CheckedOptimizer.Optimize(_graph);
        return [.. _graph.Nodes.Select(static node => node.Operator.Name)];
    }

    private GraphValue Convolution(GraphValue x) =>
        Node(new Conv(new SlidingWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 }, 1), x, Constant([4, 4, 3, 3]));

    private GraphValue Pointwise(GraphValue x) => Node(new Conv(new SlidingWindow(1, 1), 1), x, Constant([4, 4, 1, 1]));

    private GraphValue Node(Operator @operator, params ReadOnlySpan<GraphValue> inputs) => _graph.AddNode(Name(), @operator, inputs, Name()).Output;

    private GraphValue Number(float value) => _graph.AddConstant(Name(), ConstantTensor.Scalar(value));

    private GraphValue Constant(TensorShape shape) =>
        _graph.AddConstant(Name(), new ConstantTensor(shape, Enumerable.Repeat(0.5f, shape.ElementCount).ToArray()));

    private string Name() => $"v{_names++}";
}
