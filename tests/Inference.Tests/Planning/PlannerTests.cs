using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;
using EdgeVision.Inference.Tests.Kernels;
using EdgeVision.Inference.Tests.Reference;

namespace EdgeVision.Inference.Tests.Planning;

public sealed class PlannerTests
{
    // Two or three layers of at most 300 products each, of numbers below 1.
    private const double Tolerance = 2e-5;

    public static TheoryData<string> Widths => KernelNames.Widths;

    [Theory, MemberData(nameof(Widths))]
    public void ConvolutionsOfAnyShapeMatchReference(string width)
    {
        Random random = new(21);
        for (int round = 0; round < 120; round++)
        {
            int groups = round % 4 == 0 ? random.Next(2, 5) : 1;
            int channels = groups * random.Next(1, 20), outputs = groups * random.Next(1, 24);
            bool depthwise = round % 3 == 1;
            if (depthwise)
                outputs = groups = channels = random.Next(2, 40);
            int height = random.Next(1, 20), columns = random.Next(1, 36);
            SlidingWindow window = RandomWindow(random, ref height, ref columns);
            ComputationGraph graph = new("convolution");
            GraphValue x = graph.AddInput("x", [1, channels, height, columns]);
            GraphValue w = graph.AddConstant("w", RandomTensor(random, [outputs, channels / groups, window.KernelHeight, window.KernelWidth]));
            GraphValue b = graph.AddConstant("b", RandomTensor(random, [outputs]));
            Conv conv = new(window, groups) { HasBias = true, Activation = RandomActivation(random) };
            GraphValue y = graph.AddNode("first", conv, [x, w, b], "y").Output;
            GraphValue v = graph.AddConstant("v", RandomTensor(random, [outputs, outputs, 1, 1]));
            GraphValue z =
                graph.AddNode("second", new Conv(new SlidingWindow(1, 1), 1) { HasResidual = true, Activation = UnaryFunction.Relu }, [y, v, y], "z").Output;
            graph.AddOutput("y", y);
            graph.AddOutput("z", z);

            Check(graph, KernelNames.Table(width), 1 + round % 2, random,
                $"round {round}: {channels}→{outputs} of {groups} groups, {height}×{columns}, {window}");
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void OperatorsOfAnyShapeMatchReference(string width)
    {
        Random random = new(22);
        for (int round = 0; round < 12; round++)
        {
            int channels = random.Next(1, 50), height = random.Next(2, 12), columns = random.Next(2, 12);
            foreach ((string name, Action<ComputationGraph, GraphValue> build) in Networks(random, channels, height, columns))
            {
                foreach (bool blocked in new[] { false, true })
                {
                    ComputationGraph graph = new(name);
                    GraphValue x = graph.AddInput("x", [1, channels, height, columns]);
                    if (blocked)
                        x = graph.AddNode("pool", new Pool(PoolKind.Max, new SlidingWindow(1, 1)), [x], "blocked").Output;
                    build(graph, x);

                    Check(graph, KernelNames.Table(width), 1 + round % 2, random, $"{name} of {channels}×{height}×{columns}{(blocked ? " in blocks" : "")}");
                }
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void BandsOfAnyShapeMatchReference(string width)
    {
        Random random = new(24);
        int bands = 0;
        for (int round = 0; round < 80; round++)
        {
            ComputationGraph graph = new("band");
            bool planes = round % 4 == 0, expands = planes || round % 5 != 1, projects = round % 3 != 0;
            int channels = planes ? random.Next(1, 5) : random.Next(9, 40), expanded = expands ? random.Next(2, 40) : channels;
            GraphValue x = graph.AddInput("x", [1, channels, random.Next(5, 24), new[] { 14, 27, 28, 42 }[random.Next(4)]]);
            if (!planes)
                x = graph.AddNode("pool", new Pool(PoolKind.Max, new SlidingWindow(1, 1)), [x], "blocked").Output;
            if (expands)
            {
                int kernel = planes ? random.Next(1, 4) : 1, step = planes ? random.Next(1, 3) : 1;
                SlidingWindow window = new(kernel, kernel)
                {
                    StrideY = step,
                    StrideX = step,
                    PadTop = random.Next(kernel),
                    PadLeft = random.Next(kernel),
                    PadBottom = random.Next(kernel),
                    PadRight = random.Next(kernel),
                };
                x = Convolve(new Conv(window, 1) { HasBias = true, Activation = RandomActivation(random) }, x, expanded, expanded);
            }

            int dilation = random.Next(4) == 0 ? 2 : 1, stride = dilation == 1 ? random.Next(1, 3) : 1;
            int taps = new[] { 3, 3, 5, 2 }[random.Next(4)], pad = dilation * (taps / 2);
            SlidingWindow slide = new(taps, taps)
            {
                StrideY = stride,
                StrideX = stride,
                DilationY = dilation,
                DilationX = dilation,
                PadTop = pad,
                PadLeft = pad,
                PadBottom = pad,
                PadRight = pad,
            };
            x = Convolve(new Conv(slide, expanded) { HasBias = true, Activation = UnaryFunction.Relu }, x, expanded, 1);
            if (projects)
            {
                int outputs = random.Next(1, 50);
                GraphValue w = graph.AddConstant("w", RandomTensor(random, [outputs, expanded, 1, 1]));
                GraphValue shortcut = graph.AddNode("shortcut", new Conv(new SlidingWindow(1, 1) { StrideY = stride, StrideX = stride }, 1),
                    [graph.Inputs[0], graph.AddConstant("v", RandomTensor(random, [outputs, channels, 1, 1]))], "s").Output;
                bool residual = shortcut.Shape[2] == x.Shape[2] && shortcut.Shape[3] == x.Shape[3];
                Conv project = new(new SlidingWindow(1, 1), 1) { HasResidual = residual, Activation = RandomActivation(random) };
                x = graph.AddNode("project", project, residual ? [x, w, shortcut] : [x, w], "projected").Output;
            }
            else
            {
                graph.AddOutput("mean", graph.AddNode("mean", new GlobalAveragePool(), [x], "mean").Output);
            }

            graph.AddOutput("y", x);
            long cacheBytes = round % 2 == 0 ? 0 : random.Next(40_000);
            bands += Check(graph, KernelNames.Table(width), 1 + round % 3, random, $"round {round}", cacheBytes).OfType<RowBandStep>().Count();

            GraphValue Convolve(Conv conv, GraphValue input, int outputs, int inputs)
            {
                GraphValue w = graph.AddConstant(graph.FreshName("weights"),
                    RandomTensor(random, [outputs, inputs == 1 ? 1 : input.Shape[1], conv.Window.KernelHeight, conv.Window.KernelWidth]));
                return graph.AddNode(
                    "convolve", conv, [input, w, graph.AddConstant(graph.FreshName("bias"), RandomTensor(random, [outputs]))], graph.FreshName("image")).Output;
            }
        }

        Assert.True(bands > 20, $"only {bands} bands");
    }

    [Theory, MemberData(nameof(Widths))]
    public void GatesReachWeightsOrPixels(string width)
    {
        Random random = new(25);
        for (int round = 0; round < 40; round++)
        {
            int channels = random.Next(2, 40), outputs = random.Next(1, 90), height = random.Next(1, 10), columns = random.Next(1, 10);
            ComputationGraph graph = new("gates");
            GraphValue x = graph.AddInput("x", [1, channels, height, columns]);
            GraphValue image = graph.AddNode("depthwise", new Conv(new SlidingWindow(1, 1), channels),
                [x, graph.AddConstant("d", RandomTensor(random, [channels, 1, 1, 1]))], "image").Output;
            GraphValue mean = graph.AddNode("mean", new GlobalAveragePool(), [image], "means").Output;
            GraphValue w = graph.AddConstant("w", RandomTensor(random, [outputs, channels, 1, 1]));
            bool residual = round % 2 == 0;
            GraphValue shortcut = residual && round % 4 == 0 && outputs == channels
                ? image
                : graph.AddNode("shortcut", new Conv(new SlidingWindow(1, 1), 1), [x, w], "s").Output;
            Conv conv = new(new SlidingWindow(1, 1), 1) { HasResidual = residual, HasInputScale = true, Activation = RandomActivation(random) };
            GraphValue y = graph.AddNode("project", conv, residual ? [image, w, shortcut, mean] : [image, w, mean], "projected").Output;
            graph.AddOutput("y", y);
            if (round % 5 == 0)
                graph.AddOutput("image", image);

            Check(graph, KernelNames.Table(width), 1 + round % 3, random, $"round {round}: {channels}→{outputs}, {height}×{columns}");
        }
    }

    [Fact]
    public void RefusesADepthwiseWindowThatOutgrowsTheStack()
    {
        const int Rows = 1_000_000;
        ComputationGraph graph = new("tall");
        GraphValue x = graph.AddInput("x", [1, 2, Rows, 1]);
        GraphValue w = graph.AddConstant("w", new ConstantTensor([2, 1, Rows, 1], new float[2 * Rows]));
        graph.AddOutput("y", graph.AddNode("conv", new Conv(new SlidingWindow(Rows, 1), 2), [x, w], "y").Output);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ManagedInferenceSession.Open(graph, KernelTable.Widest, 1));

        Assert.Contains("1000000 rows high", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RunsAgainWithTheSameResult()
    {
        Random random = new(23);
        ComputationGraph graph = new("twice");
        GraphValue x = graph.AddInput("x", [1, 20, 9, 9]);
        GraphValue y = graph.AddNode("relu", new Unary(UnaryFunction.Relu), [x], "y").Output;
        GraphValue w = graph.AddConstant("w", RandomTensor(random, [20, 1, 3, 3]));
        GraphValue z =
            graph.AddNode("conv", new Conv(new SlidingWindow(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 }, 20), [y, w], "z").Output;
        graph.AddOutput("z", graph.AddNode("add", new Binary(BinaryKind.Add), [z, y], "sum").Output);
        using ManagedInferenceSession session = ManagedInferenceSession.Open(graph, KernelTable.Widest, 2);
        foreach (ref float value in session.Input(0))
            value = random.NextSingle() - 0.5f;

        session.Run();
        float[] first = session.Output(0).ToArray();
        session.Run();

        Assert.Equal(first, session.Output(0).ToArray());
    }

    [Fact]
    public void Refuses_OperatorWithoutKernelByName()
    {
        ComputationGraph graph = new("refused");
        GraphValue x = graph.AddInput("x", [1, 3]);
        graph.AddOutput("y", graph.AddNode("gauss", new Unary(UnaryFunction.Of(UnaryKind.Erf)), [x], "y").Output);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ManagedInferenceSession.Open(graph, KernelTable.Widest, 1));

        Assert.Equal("refused: Erf 'gauss': the managed engine has no kernel for it.", error.Message);
    }

    [Fact]
    public void Refuses_BatchOfTwo()
    {
        ComputationGraph graph = new("refused");
        GraphValue x = graph.AddInput("x", [2, 3, 4, 4]);
        GraphValue w = graph.AddConstant("w", RandomTensor(new Random(1), [3, 3, 1, 1]));
        graph.AddOutput("y", graph.AddNode("stem", new Conv(new SlidingWindow(1, 1), 1), [x, w], "y").Output);

        ModelFormatException error = Assert.Throws<ModelFormatException>(() => ManagedInferenceSession.Open(graph, KernelTable.Widest, 1));

        Assert.Equal("refused: Conv 'stem': a batch of 2 is not supported, only 1.", error.Message);
    }

    private static IEnumerable<(string Name, Action<ComputationGraph, GraphValue> Build)> Networks(Random random, int channels, int height, int width)
    {
        int[] shape = [1, channels, height, width];
        void One(ComputationGraph graph, Operator op, params GraphValue[] inputs) => graph.AddOutput("y", graph.AddNode("node", op, inputs, "y").Output);

        foreach (UnaryFunction function in new[] { UnaryFunction.Relu, UnaryFunction.HardSwish, UnaryFunction.Sigmoid, UnaryFunction.LeakyRelu(0.2f),
            UnaryFunction.Of(UnaryKind.Exp), UnaryFunction.Of(UnaryKind.Tanh), UnaryFunction.HardSigmoid(0.3f, 0.4f), UnaryFunction.Elu(0.7f),
            UnaryFunction.Of(UnaryKind.Softplus), UnaryFunction.Of(UnaryKind.Abs) })
            yield return (function.ToString(), (graph, x) => One(graph, new Unary(function), x));

        int[][] others = [shape, [1, channels, 1, 1], [channels, 1, 1], [1], [1, 1, height, width], [width], [1, 1, height, 1], [1, channels, 1, width]];
        foreach (BinaryKind kind in new[] { BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul })
        {
            foreach (int[] other in others)
            {
                ConstantTensor constant = RandomTensor(random, TensorShape.Create(other));
                yield return ($"x {kind} {constant.Shape}", (graph, x) => One(graph, new Binary(kind), x, graph.AddConstant("c", constant)));
                yield return ($"{constant.Shape} {kind} x", (graph, x) => One(graph, new Binary(kind), graph.AddConstant("c", constant), x));
            }
        }

        yield return ("squeeze and excite", SqueezeAndExcite);
        yield return ("reduce", (graph, x) => One(graph, new ReduceMean([2, 3]), x));
        yield return ("reduce channels", (graph, x) => One(graph, new ReduceMean([1]), x));
        foreach (int axis in new[] { 1, 2, 3 })
        {
            yield return ($"softmax {axis}", (graph, x) => One(graph, new Softmax(axis), x));
            yield return ($"concat {axis}",
                (graph, x) => One(graph, new Concat(axis), x, graph.AddNode("relu", new Unary(UnaryFunction.Relu), [x], "r").Output, x));
        }

        yield return ("average pool",
            (graph, x) => One(graph, new Pool(PoolKind.Average, new SlidingWindow(2, 2) { PadTop = 1, PadRight = 1, StrideX = 2 }), x));
        yield return ("average pool with padding", (graph, x) =>
            One(graph, new Pool(PoolKind.Average, new SlidingWindow(2, 2) { PadTop = 1, PadRight = 1, StrideX = 2 }, RoundUp: true, CountsPadding: true), x));
        yield return ("max pool", (graph, x) => One(graph, new Pool(PoolKind.Max, new SlidingWindow(2, 2) { PadLeft = 1, StrideY = 2 }, RoundUp: true), x));
        yield return ("channels last", (graph, x) => One(graph, new Transpose([0, 2, 3, 1]), x));
        yield return ("reverse", (graph, x) => One(graph, new Transpose([3, 1, 0, 2]), x));
        yield return ("reshape", (graph, x) => One(graph, new Reshape([channels, height * width]), x));
        yield return ("slice", (graph, x) => One(graph, new Slice([0, channels - 1, 0, 1], [1, channels, (height + 1) / 2, width - 1], [1, -1, 2, 1]), x));
        yield return ("pad", (graph, x) => One(graph, new Pad(PadKind.Constant, [0, 1, 0, 2], [0, 0, 3, 1], 0.5f), x));
        yield return ("split", SplitInTwo);
        foreach (CoordinateTransform transform in Enum.GetValues<CoordinateTransform>())
        {
            foreach (Interpolation interpolation in Enum.GetValues<Interpolation>())
            {
                int newHeight = 2 * height + 1, newWidth = Math.Max(1, width - 1);
                yield return ($"resize {transform} {interpolation}", (graph, x) =>
                    One(graph, new Resize(newHeight, newWidth, (float)newHeight / height, (float)newWidth / width, interpolation, transform), x));
            }
        }

        ConstantTensor matrix = RandomTensor(random, [width, 21]);
        yield return ("matrix product", (graph, x) => One(graph, new MatMul(), x, graph.AddConstant("m", matrix)));
        ConstantTensor transposed = RandomTensor(random, [21, channels * height * width]), bias = RandomTensor(random, [21]);
        yield return ("classifier", Classifier);
        ConstantTensor[] parameters = [.. Enumerable.Range(0, 4).Select(i => RandomTensor(random, [channels], i == 3 ? 0.5f : -1f))];
        yield return ("normalisation",
            (graph, x) => One(graph, new BatchNormalization(1e-3f), [x, .. parameters.Select((parameter, i) => graph.AddConstant($"p{i}", parameter))]));

        void SqueezeAndExcite(ComputationGraph graph, GraphValue x)
        {
            GraphValue mean = graph.AddNode("mean", new GlobalAveragePool(), [x], "mean").Output;
            GraphValue w = graph.AddConstant("w", RandomTensor(random, [channels, channels, 1, 1]));
            GraphValue scale = graph.AddNode("excite", new Conv(new SlidingWindow(1, 1), 1) { Activation = UnaryFunction.Sigmoid }, [mean, w], "scale").Output;
            One(graph, new Binary(BinaryKind.Mul), scale, x);
        }

        void SplitInTwo(ComputationGraph graph, GraphValue x)
        {
            GraphNode split = graph.AddNode("split", new Split(2, [1, height - 1]), [x], "top", "rest");
            graph.AddOutput("top", split.Outputs[0]);
            graph.AddOutput("rest", split.Outputs[1]);
        }

        void Classifier(ComputationGraph graph, GraphValue x)
        {
            GraphValue flat = graph.AddNode("flatten", new Reshape([1, channels * height * width]), [x], "flat").Output;
            One(graph, new Gemm { TransposesB = true, HasBias = true, Alpha = 0.01f, Beta = 0.5f, Activation = UnaryFunction.HardSwish }, flat,
                graph.AddConstant("m", transposed), graph.AddConstant("b", bias));
        }
    }

    private static IReadOnlyList<Step> Check(ComputationGraph graph, KernelTable kernels, int threads, Random random, string what, long? cacheBytes = null)
    {
        float[] input = new float[graph.Inputs[0].Shape.ElementCount];
        for (int i = 0; i < input.Length; i++)
            input[i] = random.NextSingle() * 2f - 1f;
        ReferenceTensor[] expected = ReferenceInterpreter.Run(graph, input);
        using ManagedInferenceSession session = ManagedInferenceSession.Open(graph, kernels, threads, cacheBytes);

        input.CopyTo(session.Input(0));
        session.Run();
        session.Run();

        for (int o = 0; o < expected.Length; o++)
        {
            ReadOnlySpan<float> actual = session.Output(o);
            double largest = Math.Max(1, expected[o].Values.Max(Math.Abs));
            Assert.Equal(expected[o].Values.Length, actual.Length);
            for (int i = 0; i < actual.Length; i++)
                Tolerances.AssertNear(expected[o].Values[i], actual[i], Tolerance * largest, $"{what}, output {o}, element {i}");
        }

        Assert.Equal(session.Plan.Steps.Sum(static step => step.MultiplyAdds), session.MultiplyAdds);
        return session.Plan.Steps;
    }

    private static SlidingWindow RandomWindow(Random random, ref int height, ref int width)
    {
        int kernel = new[] { 1, 1, 3, 3, 5, 2 }[random.Next(6)], otherKernel = random.Next(4) == 0 ? random.Next(1, 4) : kernel;
        int stride = random.Next(1, 4), dilation = random.Next(4) == 0 ? random.Next(2, 5) : 1;
        SlidingWindow window = new(kernel, otherKernel)
        {
            StrideY = stride,
            StrideX = random.Next(5) == 0 ? random.Next(1, 5) : stride,
            DilationY = dilation,
            DilationX = dilation,
            PadTop = random.Next(3),
            PadLeft = random.Next(3),
            PadBottom = random.Next(3),
            PadRight = random.Next(3),
        };
        height = Math.Max(height, (kernel - 1) * dilation + 1);
        width = Math.Max(width, (otherKernel - 1) * dilation + 1);
        return window;
    }

    private static UnaryFunction? RandomActivation(Random random) => random.Next(6) switch
    {
        0 => null,
        1 => UnaryFunction.Relu6,
        2 => UnaryFunction.HardSwish,
        3 => UnaryFunction.HardSigmoid(0.2f, 0.5f),
        4 => UnaryFunction.Sigmoid,
        _ => UnaryFunction.Clip(-0.3f, float.PositiveInfinity),
    };

    private static ConstantTensor RandomTensor(Random random, TensorShape shape, float min = -1f)
    {
        float[] values = new float[shape.ElementCount];
        for (int i = 0; i < values.Length; i++)
            values[i] = min + random.NextSingle() * (1f - min);
        return new ConstantTensor(shape, values);
    }
}
