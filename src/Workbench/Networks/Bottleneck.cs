using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// A line of the tables of MobileNetV2 and V3: an inverted residual with a linear bottleneck (arXiv:1801.04381, Table 1 and §3.4), in V3 with
/// squeeze-and-excite between the depthwise and the last convolution (arXiv:1905.02244, Figure 4).
/// </summary>
/// <param name="Kernel">Pixels along a side of the depthwise window.</param>
/// <param name="Expansion">Channels in the middle for each channel that comes in.</param>
/// <param name="Channels">Channels that go out, at α = 1.</param>
/// <param name="Excites">Whether there is squeeze-and-excite.</param>
/// <param name="Activation">Of all layers but the last, which is linear.</param>
/// <param name="Stride">Of the depthwise window.</param>
internal readonly record struct Bottleneck(int Kernel, double Expansion, int Channels, bool Excites, UnaryFunction Activation, int Stride)
{
    // Of the channels in the middle, those that squeeze-and-excite keeps (arXiv:1905.02244, §5.3), rounded as both reference codes do.
    private const int SqueezeFactor = 4;

    /// <summary>
    /// Appends the block; its middle is <paramref name="block"/>.expand, its end <paramref name="block"/>.project or, with a residual,
    /// <paramref name="block"/>.add.
    /// </summary>
    /// <param name="stride">1 where the body is to go no coarser, else <see cref="Stride"/>.</param>
    /// <param name="dilation">Of the depthwise window, where an earlier stride was left out.</param>
    public BottleneckValues Append(NetworkBuilder network, GraphValue input, string block, double alpha, int stride, int dilation)
    {
        int inputs = input.Shape[1], middle = Networks.Channels.Round(inputs * Expansion), outputs = Networks.Channels.Scale(Channels, alpha);
        GraphValue expanded = middle == inputs ? input : network.Pointwise(input, $"{block}.expand", middle, Activation);
        GraphValue filtered = network.Depthwise(expanded, $"{block}.depthwise", new Window(Kernel, stride, dilation), Activation);
        if (Excites)
            filtered = network.Excite(filtered, $"{block}.gate", Networks.Channels.Round(middle / SqueezeFactor));
        GraphValue projected = network.Pointwise(filtered, $"{block}.project", outputs);
        bool isResidual = stride == 1 && inputs == outputs;
        return new BottleneckValues(expanded, isResidual ? network.Add(input, $"{block}.add", projected) : projected);
    }
}
