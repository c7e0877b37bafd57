using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// MobileNetV2 (Sandler et al. 2018, arXiv:1801.04381), Table 2. The last 1280 channels of a classifier grow with α above 1 and stay below it (§6.1);
/// where the network only makes maps for other heads they follow α, as in the Object Detection API.
/// </summary>
internal static class MobileNetV2
{
    private const int StemChannels = 32;
    private const int LastChannels = 1280;

    // An SSD's finest map is the expansion of the first block of 160 channels (TF-slim's layer_15/expansion_output).
    private const int FineBlock = 14;

    // t: expansion, c: channels, n: repeats, s: stride of the first.
    private static readonly (int T, int C, int N, int S)[] s_table =
    [
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    ];

    /// <summary>The whole of Table 2.</summary>
    public static void BuildClassifier(NetworkBuilder network, NetworkDesign design)
    {
        int channels = Channels.Scale(LastChannels, Math.Max(design.Alpha, 1.0));
        BottleneckBody body = BuildBody(network, design);
        GraphValue last = network.Pointwise(body.Output, $"features.{body.Blocks + 1}", channels, UnaryFunction.Relu6);
        network.Output(network.Connect(network.GlobalAverage(last, "pool"), "logits", design.Classes));
    }

    /// <summary>The body and its last convolution, with the maps that the Object Detection API takes.</summary>
    public static DetectionFeatures BuildDetectionFeatures(NetworkBuilder network, NetworkDesign design)
    {
        BottleneckBody body = BuildBody(network, design);
        GraphValue last = network.Pointwise(body.Output, $"features.{body.Blocks + 1}", Channels.Scale(LastChannels, design.Alpha), UnaryFunction.Relu6);
        return new DetectionFeatures(body.Fine, last);
    }

    /// <summary>The convolution and the bottlenecks of Table 2.</summary>
    /// <param name="outputStride">Pixels of the input for one of the output, a power of two; strides beyond it become dilations
    /// (arXiv:1706.05587, §3.1).</param>
    public static BottleneckBody BuildBody(NetworkBuilder network, NetworkDesign design, int outputStride = 32)
    {
        GraphValue stem = network.Convolve(
            network.Image(design.Resolution), "features.0", Channels.Scale(StemChannels, design.Alpha), new Window(3, 2), UnaryFunction.Relu6);
        return BottleneckBody.Append(network, stem, Blocks(), design.Alpha, FineBlock, outputStride);
    }

    private static IEnumerable<Bottleneck> Blocks()
    {
        foreach ((int t, int c, int n, int s) in s_table)
        {
            for (int i = 0; i < n; i++)
                yield return new Bottleneck(3, t, c, Excites: false, UnaryFunction.Relu6, i == 0 ? s : 1);
        }
    }
}
