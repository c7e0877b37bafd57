using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Operators;
using EdgeVision.Inference.Planning.Steps;
using EdgeVision.Inference.Sessions;
using EdgeVision.Inference.Tensors;

namespace EdgeVision.Benchmarks;

/// <summary>
/// A convolution with bias and ReLU6, planned as in a network: the tiles, packing and cuts that the engine chooses, without the steps around it.
/// </summary>
internal sealed class MeasuredConvolution : IDisposable
{
    private readonly ManagedInferenceSession _session;
    private readonly Step[] _steps;

    /// <param name="width">Suffix of a <see cref="KernelTable"/> this processor runs.</param>
    public MeasuredConvolution(ConvolutionShape shape, string width)
    {
        Random random = new(7);
        int size = shape.Size * shape.Stride, groups = shape.IsDepthwise ? shape.Inputs : 1;
        ComputationGraph graph = new(shape.ToString());
        GraphValue input = graph.AddInput("x", [1, shape.Inputs, size, size]);
        GraphValue weights = graph.AddConstant("w", Noise(random, [shape.Outputs, shape.Inputs / groups, shape.Kernel, shape.Kernel]));
        GraphValue bias = graph.AddConstant("b", Noise(random, [shape.Outputs]));
        Conv conv = new(shape.Window, groups) { HasBias = true, Activation = UnaryFunction.Relu6 };
        graph.AddOutput("y", graph.AddNode("conv", conv, [input, weights, bias], "y").Output);

        _session = ManagedInferenceSession.Open(graph, KernelTable.Supported.Single(table => table.Suffix == width), threads: 1);
        _steps = [.. _session.Plan.Steps.Where(static step => step.MultiplyAdds > 0)];
        Noise(random, input.Shape).Values.CopyTo(_session.Input(0));
        _session.Run();
    }

    /// <summary>The spelled names of the tiles.</summary>
    public string Kernels => string.Join(
        ' ', _session.Plan.Steps.Zip(_session.Plan.Descriptions).Where(static pair => pair.First.MultiplyAdds > 0).Select(static pair => pair.Second.Kernels));

    /// <summary>Computes it once, on this thread.</summary>
    public void Run()
    {
        foreach (Step step in _steps)
        {
            for (int chunk = 0; chunk < step.Chunks; chunk++)
                step.Run(chunk);
        }
    }

    public void Dispose() => _session.Dispose();

    private static ConstantTensor Noise(Random random, TensorShape shape) =>
        new(shape, Enumerable.Range(0, checked((int)shape.ElementCount)).Select(_ => random.NextSingle() * 2f - 1f).ToArray());
}
