using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Models.Onnx;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Optimization;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;
using EdgeVision.Inference.Tests.Kernels;
using EdgeVision.TestKit;

namespace EdgeVision.Inference.Tests.Sessions;

public sealed class ManagedInferenceSessionTests : InferenceSessionConformance
{
    // The scalar lane shares its plan with the others and takes long.
    public static TheoryData<string> NarrowerWidths =>
        [.. KernelTable.Supported.Skip(1).Where(static table => table.Lanes > 1).DefaultIfEmpty(KernelTable.Widest).Select(static table => table.Suffix)];

    protected override EngineKind Engine => EngineKind.Managed;

    [Fact]
    public void NamesTheKernelsItUses()
    {
        KernelTable lanes256 = KernelTable.Supported.FirstOrDefault(static table => table.Suffix == "lanes256") ?? KernelTable.Widest;

        using ManagedInferenceSession session = ManagedInferenceSession.Open(Network(), lanes256, 1);

        Assert.Equal(session.Kernels.Distinct().Order(StringComparer.Ordinal), session.Kernels);
        Assert.Subset(session.Kernels.ToHashSet(), new HashSet<string> { $"f32-dwconv-3x3s1-{lanes256}", $"f32-pool-average-{lanes256}",
            $"f32-mul-channel-{lanes256}", $"f32-channels-last-{lanes256}" });
        Assert.Contains(session.Kernels, static name => name.StartsWith("f32-conv-", StringComparison.Ordinal));
    }

    [SharedTheory(SharedMaterial.Networks | SharedMaterial.Pictures), MemberData(nameof(NarrowerWidths))]
    public void NarrowerLanesMeetGoldenOutputs(string width)
    {
        foreach (string name in new[] { "mobilenet_v3_small_1.0_224_hub_ptq_deq", "ssdlite_mobilenet_v2_coco_300_raw" })
        {
            Golden golden = Golden.Load(name);
            using ManagedInferenceSession session = ManagedInferenceSession.Open(new ModelFile(golden.Model), KernelNames.Table(width), threads: 2);
            golden.Input.CopyTo(session.Input(0));

            session.Run();

            for (int output = 0; output < session.Outputs.Count; output++)
                Answers.AssertSame(golden.Outputs[session.Outputs[output].Name], session.Output(output), $"{name} {width}");
        }
    }

    [SharedFact(SharedMaterial.Networks)]
    public void RunningRowByRowHalvesTheActivations()
    {
        string model = Repository.SharedPathTo("models", "tf2_mobilenet_v2_1.0_224_ptq_deq.onnx");

        Assert.InRange(ArenaBytes(model, cacheBytes: 1 << 20), 1, ArenaBytes(model, cacheBytes: 1L << 40) / 2);

        static long ArenaBytes(string path, long cacheBytes)
        {
            using ComputationGraph graph = OnnxModelReader.Load(new ModelFile(path));
            GraphOptimizer.Default.Optimize(graph);
            using ManagedInferenceSession session = ManagedInferenceSession.Open(graph, KernelTable.Widest, 1, cacheBytes);
            return session.ArenaBytes;
        }
    }

    [Theory, InlineData(14, 20), InlineData(6, 15), InlineData(10, 4), InlineData(21, 30)]
    public void NearestPixelIsExactWhereTheScaleIsNot(int size, int newSize)
    {
        ComputationGraph graph = new("resize");
        GraphValue x = graph.AddInput("x", [1, 1, 1, size]);
        Resize resize = new(1, newSize, 1f, (float)newSize / size, Interpolation.NearestFloor, CoordinateTransform.Asymmetric);
        graph.AddOutput("y", graph.AddNode("resize", resize, [x], "y").Output);
        using ManagedInferenceSession session = ManagedInferenceSession.Open(graph, KernelTable.Widest, 1);
        for (int i = 0; i < size; i++)
            session.Input(0)[i] = i;

        session.Run();

        Assert.Equal(Enumerable.Range(0, newSize).Select(i => (float)(i * size / newSize)), session.Output(0).ToArray());
    }

    internal static ComputationGraph Network()
    {
        Random random = new(1);
        ComputationGraph graph = new("net");
        GraphValue x = graph.AddInput("x", [1, 3, 64, 64]);
        GraphValue Weights(string name, TensorShape shape) =>
            graph.AddConstant(name, new ConstantTensor(shape, Enumerable.Range(0, shape.ElementCount).Select(_ => random.NextSingle() - 0.5f).ToArray()));
        SlidingWindow window = new(3, 3) { PadTop = 1, PadLeft = 1, PadBottom = 1, PadRight = 1 };
        GraphValue stem = graph.AddNode("stem", new Conv(window with { StrideX = 2, StrideY = 2 }, 1), [x, Weights("w0", [32, 3, 3, 3])], "stem").Output;
        GraphValue depthwise =
            graph.AddNode("depthwise", new Conv(window, 32) { Activation = UnaryFunction.Relu6 }, [stem, Weights("w1", [32, 1, 3, 3])], "dw").Output;
        GraphValue expanded = graph.AddNode("expand", new Conv(new SlidingWindow(1, 1), 1), [depthwise, Weights("w2", [96, 32, 1, 1])], "expanded").Output;
        GraphValue mean = graph.AddNode("mean", new GlobalAveragePool(), [expanded], "mean").Output;
        GraphValue scaled = graph.AddNode("scale", new Binary(BinaryKind.Mul), [expanded, mean], "scaled").Output;
        graph.AddOutput("y", graph.AddNode("last", new Transpose([0, 2, 3, 1]), [scaled], "y").Output);
        return graph;
    }
}
