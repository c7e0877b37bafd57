using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Reference;

/// <summary>
/// Small random networks of every operator, rich in what passes look for: norms and affine steps behind convolutions, spelled-out
/// activations, residuals, shape chains.
/// </summary>
internal sealed class RandomGraph
{
    private readonly Random _random;
    private readonly ComputationGraph _graph;
    private readonly List<GraphValue> _values = [];
    private int _names;

    private RandomGraph(int seed, ComputationGraph graph)
    {
        _random = new Random(seed);
        _graph = graph;
    }

    public static (ComputationGraph Graph, float[] Input) Create(int seed)
    {
        RandomGraph random = new(seed, new ComputationGraph("random"));
        GraphValue input = random._graph.AddInput("input", [1, random._random.Next(1, 4), random._random.Next(3, 8), random._random.Next(3, 8)]);
        random._values.Add(input);
        for (int steps = random._random.Next(3, 14); steps > 0; steps--)
            random._values.Add(random.Step(random.Pick()));
        for (int outputs = random._random.Next(1, 4); outputs > 0; outputs--)
            random._graph.AddOutput($"output{outputs}", outputs == 1 ? random._values[^1] : random.Pick());
        return (random._graph, random.Numbers(input.Shape.ElementCount));
    }

    // Recent values more often: chains are what passes rewrite.
    private GraphValue Pick() => _random.Next(3) == 0 ? _values[_random.Next(_values.Count)] : _values[^1];

    private GraphValue Step(GraphValue x) => x.Shape.Rank != 4
        ? StepOnRows(x)
        : _random.Next(18) switch
        {
            0 or 1 or 2 => Convolve(x),
            3 => Normalize(x),
            4 => Affine(x),
            5 or 6 => Activate(x),
            7 => HardSwish(x),
            8 or 9 => Residual(x),
            10 => SqueezeAndExcite(x),
            11 => Pool(x),
            12 => Node(new Identity(), x),
            13 => Cut(x),
            14 => Pad(x),
            15 => Node(new Transpose([.. Shuffled([0, 1, 2, 3])]), x),
            16 => Node(new Reshape([x.Shape[0], x.Shape.LengthOf(1, 4)]), x),
            _ => Resize(x),
        };

    private GraphValue StepOnRows(GraphValue x) => _random.Next(5) switch
    {
        0 when x.Shape.Rank == 2 => Node(new Binary(BinaryKind.Add), Node(new MatMul(), x, Constant([x.Shape[1], 5])), Constant([5])),
        1 when x.Shape.Rank == 2 => Activate(Node(new Gemm { TransposesB = true, HasBias = true }, x, Constant([4, x.Shape[1]]), Constant([4]))),
        2 => Node(new Softmax(x.Shape.Rank - 1), x),
        3 => Node(new Reshape([1, 1, 1, x.Shape.ElementCount]), x),
        _ => Node(new Binary(BinaryKind.Mul), x, Node(new Unary(UnaryFunction.Sigmoid), Constant([1]))),
    };

    private GraphValue Convolve(GraphValue x)
    {
        TensorShape shape = x.Shape;
        bool depthwise = _random.Next(3) == 0;
        int filters = depthwise ? shape[1] : _random.Next(1, 5);
        int kernel = _random.Next(2) == 0 ? 1 : Math.Min(3, Math.Min(shape[2], shape[3]));
        int stride = _random.Next(4) == 0 ? 2 : 1;
        SlidingWindow window = new(kernel, kernel)
        {
            PadTop = kernel / 2,
            PadLeft = kernel / 2,
            PadBottom = kernel / 2,
            PadRight = kernel / 2,
            StrideY = stride,
            StrideX = stride,
        };
        Conv conv = new(window, depthwise ? shape[1] : 1)
        {
            HasBias = _random.Next(2) == 0,
        };
        GraphValue weights = Constant([filters, depthwise ? 1 : shape[1], kernel, kernel]);
        return conv.HasBias ? Node(conv, x, weights, Constant([filters])) : Node(conv, x, weights);
    }

    private GraphValue Normalize(GraphValue x)
    {
        TensorShape channels = [x.Shape[1]];
        GraphValue variance = _graph.AddConstant(
            Name(), new ConstantTensor(channels, Numbers(channels.ElementCount).Select(static number => number * number + 0.1f).ToArray()));
        return Node(new BatchNormalization(1e-3f), x, Constant(channels), Constant(channels), Constant(channels), variance);
    }

    private GraphValue Affine(GraphValue x)
    {
        GraphValue parameter = _random.Next(3) switch
        {
            0 => Constant([]),
            1 => Constant([x.Shape[1], 1, 1]),
            _ => Constant([1, 1, 1, x.Shape[3]]),
        };
        return _random.Next(4) switch
        {
            0 => Node(new Binary(BinaryKind.Add), parameter, x),
            1 => Node(new Binary(BinaryKind.Sub), _random.Next(2) == 0 ? [x, parameter] : [parameter, x]),
            2 => Node(new Binary(BinaryKind.Mul), x, parameter),
            _ => Node(new Binary(BinaryKind.Div), x, Node(new Unary(UnaryFunction.Of(UnaryKind.Exp)), parameter)),
        };
    }

    private GraphValue Activate(GraphValue x)
    {
        UnaryFunction[] functions =
        [
            UnaryFunction.Relu, UnaryFunction.Relu6, UnaryFunction.Clip(0f, float.PositiveInfinity), UnaryFunction.HardSwish,
            UnaryFunction.HardSigmoid(0.2f, 0.5f),
            UnaryFunction.Sigmoid, UnaryFunction.LeakyRelu(0.1f), UnaryFunction.Elu(0.7f), UnaryFunction.Of(UnaryKind.Tanh),
            UnaryFunction.Clip(float.NegativeInfinity, float.PositiveInfinity),
        ];
        return Node(new Unary(functions[_random.Next(functions.Length)]), x);
    }

    private GraphValue HardSwish(GraphValue x)
    {
        if (_random.Next(3) == 0)
            return Node(new Binary(BinaryKind.Mul), x, Node(new Unary(UnaryFunction.HardSigmoid(1f / 6f, 0.5f)), x));

        GraphValue gate = Node(new Unary(UnaryFunction.Relu6), Node(new Binary(BinaryKind.Add), x, Number(3f)));
        return _random.Next(4) switch
        {
            0 => Node(new Binary(BinaryKind.Mul), x, Node(new Binary(BinaryKind.Div), gate, Number(6f))),
            1 => Node(new Binary(BinaryKind.Div), Node(new Binary(BinaryKind.Mul), x, gate), Number(6f)),
            2 => Node(new Binary(BinaryKind.Mul), Number(1f / 6f), Node(new Binary(BinaryKind.Mul), gate, x)),
            _ => Node(new Binary(BinaryKind.Mul), gate, Number(0.5f)),
        };
    }

    private GraphValue Residual(GraphValue x)
    {
        GraphValue[] partners = [.. _values.Where(value => value.Shape == x.Shape)];
        GraphValue shortcut = partners.Length > 0 ? partners[_random.Next(partners.Length)] : x;
        return Node(new Binary(BinaryKind.Add), _random.Next(2) == 0 ? [x, shortcut] : [shortcut, x]);
    }

    private GraphValue SqueezeAndExcite(GraphValue x)
    {
        GraphValue pooled = _random.Next(2) == 0 ? Node(new GlobalAveragePool(), x) : Node(new ReduceMean([2, 3]), x);
        GraphValue gate = Node(new Conv(new SlidingWindow(1, 1), 1), pooled, Constant([x.Shape[1], x.Shape[1], 1, 1]));
        return Node(new Binary(BinaryKind.Mul), x, Node(new Unary(UnaryFunction.HardSigmoid(1f / 6f, 0.5f)), gate));
    }

    private GraphValue Pool(GraphValue x)
    {
        bool whole = _random.Next(2) == 0;
        SlidingWindow window = whole ? new SlidingWindow(x.Shape[2], x.Shape[3]) : new SlidingWindow(1, 1) { StrideY = 2, StrideX = 2 };
        return Node(new Pool(_random.Next(2) == 0 ? PoolKind.Average : PoolKind.Max, window, RoundUp: _random.Next(2) == 0), x);
    }

    private GraphValue Cut(GraphValue x)
    {
        int axis = _random.Next(1, 4), size = x.Shape[axis];
        if (size == 1 || _random.Next(2) == 0)
            return Node(new Slice([0, 0, 0, x.Shape[3] - 1], x.Shape.Dimensions, [1, 1, 1, -1]), x);

        GraphNode split = _graph.AddNode(Name(), new Split(axis, [1, size - 1]), [x], Name(), Name());
        return Node(new Concat(axis), split.Outputs[1], split.Outputs[0]);
    }

    private GraphValue Pad(GraphValue x)
    {
        GraphValue padded = Node(new Pad(_random.Next(3) == 0 ? PadKind.Edge : PadKind.Constant, [0, 0, 1, 0], [0, 0, 0, 2]), x);
        return _random.Next(2) == 0 ? padded : Convolve(padded);
    }

    private GraphValue Resize(GraphValue x)
    {
        int height = Math.Min(9, x.Shape[2] * 2), width = Math.Min(9, x.Shape[3] + 1);
        return Node(
            new Resize(height, width, (float)height / x.Shape[2], (float)width / x.Shape[3], Interpolation.Linear, CoordinateTransform.AlignCorners), x);
    }

    private GraphValue Node(Operator @operator, params ReadOnlySpan<GraphValue> inputs) => _graph.AddNode(Name(), @operator, inputs, Name()).Output;

    private GraphValue Number(float value) => _graph.AddConstant(Name(), ConstantTensor.Scalar(value));

    private GraphValue Constant(TensorShape shape) => _graph.AddConstant(Name(), new ConstantTensor(shape, Numbers(shape.ElementCount)));

    private float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => _random.NextSingle() * 2f - 1f)];

    private int[] Shuffled(int[] axes)
    {
        _random.Shuffle(axes);
        return axes;
    }

    private string Name() => $"v{_names++}";
}
