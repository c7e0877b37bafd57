using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// MobileNetV1 (Howard et al. 2017, arXiv:1704.04861), Table 1: a convolution, thirteen depthwise separable ones, the mean, one fully connected layer.
/// α and ρ are those of §3.3 and §3.4. Activations are ReLU6, as in TF-slim's <c>mobilenet_v1.py</c>; the paper says ReLU.
/// </summary>
internal static class MobileNetV1
{
    private const int StemChannels = 32;

    // An SSD's finest map: TF-slim's Conv2d_11_pointwise.
    private const int FineBlock = 11;

    // (channels, stride) of each pair "Conv dw / s" and "Conv / s1".
    private static readonly (int Channels, int Stride)[] s_table =
    [
        (64, 1),
        (128, 2),
        (128, 1),
        (256, 2),
        (256, 1),
        (512, 2),
        (512, 1),
        (512, 1),
        (512, 1),
        (512, 1),
        (512, 1),
        (1024, 2),
        (1024, 1),
    ];

    /// <summary>The whole of Table 1 but its softmax.</summary>
    public static void BuildClassifier(NetworkBuilder network, NetworkDesign design)
    {
        GraphValue means = network.GlobalAverage(BuildDetectionFeatures(network, design).Coarse, "pool");
        network.Output(network.Connect(means, "logits", design.Classes));
    }

    /// <summary>The body, with the maps that the Object Detection API takes.</summary>
    public static DetectionFeatures BuildDetectionFeatures(NetworkBuilder network, NetworkDesign design)
    {
        GraphValue value = network.Convolve(
            network.Image(design.Resolution), "features.0", Channels.Scale(StemChannels, design.Alpha), new Window(3, 2), UnaryFunction.Relu6);
        GraphValue fine = value;
        for (int block = 1; block <= s_table.Length; block++)
        {
            (int channels, int stride) = s_table[block - 1];
            value = network.Depthwise(value, $"features.{block}.depthwise", new Window(3, stride), UnaryFunction.Relu6);
            value = network.Pointwise(value, $"features.{block}.pointwise", Channels.Scale(channels, design.Alpha), UnaryFunction.Relu6);
            fine = block == FineBlock ? value : fine;
        }

        return new DetectionFeatures(fine, value);
    }
}
