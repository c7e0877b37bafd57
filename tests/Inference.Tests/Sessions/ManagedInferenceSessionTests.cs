using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Inference.Tests.Sessions;

public sealed class ManagedInferenceSessionTests
{
    [Theory, InlineData(1), InlineData(2)]
    public void AllocatesNothingPerRun(int threads)
    {
        using ManagedInferenceSession session = ManagedInferenceSession.Open("net", Network(), KernelTable.Widest, threads);
        for (int i = 0; i < 50; i++)
            session.Run();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 500; i++)
            session.Run();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void KeepsItsInputOverRuns()
    {
        using ManagedInferenceSession session = ManagedInferenceSession.Open("net", Network(), KernelTable.Widest, 1);
        session.Input(0).Fill(0.25f);

        session.Run();

        Assert.All(session.Input(0).ToArray(), static value => Assert.Equal(0.25f, value));
    }

    [Theory, InlineData(14, 20), InlineData(6, 15), InlineData(10, 4), InlineData(21, 30)]
    public void NearestPixelIsExactWhereTheScaleIsNot(int size, int newSize)
    {
        ComputationGraph graph = new("resize");
        GraphValue x = graph.AddInput("x", [1, 1, 1, size]);
        Resize resize = new(1, newSize, 1f, (float)newSize / size, Interpolation.NearestFloor, CoordinateTransform.Asymmetric);
        graph.AddOutput("y", graph.AddNode("resize", resize, [x], "y").Output);
        using ManagedInferenceSession session = ManagedInferenceSession.Open("net", graph, KernelTable.Widest, 1);
        for (int i = 0; i < size; i++)
            session.Input(0)[i] = i;

        session.Run();

        Assert.Equal(Enumerable.Range(0, newSize).Select(i => (float)(i * size / newSize)), session.Output(0).ToArray());
    }

    [Fact]
    public void Rejects_UseAfterDispose()
    {
        ManagedInferenceSession session = ManagedInferenceSession.Open("net", Network(), KernelTable.Widest, 2);

        session.Dispose();
        session.Dispose();

        Assert.Throws<ObjectDisposedException>(session.Run);
        Assert.Throws<ObjectDisposedException>(() => session.Input(0).Length);
        Assert.Throws<ObjectDisposedException>(() => session.Output(0).Length);
    }

    [Theory, InlineData(0), InlineData(65)]
    public void Rejects_ThreadsOutsideOneToSixtyFour(int threads) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ManagedInferenceSession.Open("absent.onnx", KernelTable.Widest, threads));

    private static ComputationGraph Network()
    {
        Random random = new(1);
        ComputationGraph graph = new("net");
        GraphValue x = graph.AddInput("x", [1, 3, 64, 64]);
        GraphValue Weights(string name, TensorShape shape) =>
            graph.AddConstant(name, new ConstantTensor(shape, Enumerable.Range(0, shape.Length).Select(_ => random.NextSingle() - 0.5f).ToArray()));
        SlidingWindow window = new(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        GraphValue stem = graph.AddNode("stem", new Conv(window with { StrideX = 2, StrideY = 2 }, 1), [x, Weights("w0", [32, 3, 3, 3])], "stem").Output;
        GraphValue depthwise = graph.AddNode("depthwise", new Conv(window, 32) { Activation = UnaryFunction.Relu6 }, [stem, Weights("w1", [32, 1, 3, 3])], "dw").Output;
        GraphValue expanded = graph.AddNode("expand", new Conv(new SlidingWindow(1, 1), 1), [depthwise, Weights("w2", [96, 32, 1, 1])], "expanded").Output;
        GraphValue mean = graph.AddNode("mean", new GlobalAveragePool(), [expanded], "mean").Output;
        GraphValue scaled = graph.AddNode("scale", new Binary(BinaryKind.Mul), [expanded, mean], "scaled").Output;
        graph.AddOutput("y", graph.AddNode("last", new Transpose([0, 2, 3, 1]), [scaled], "y").Output);
        return graph;
    }
}
