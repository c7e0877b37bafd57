using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// DeepLabV3 (Chen et al. 2017, arXiv:1706.05587) on MobileNetV2 without its last convolution (arXiv:1801.04381, §6.3): the body keeps a finer map by
/// dilating instead of striding; the image's means and 1×1 features, with the pyramid also three dilated 3×3 convolutions, are joined and projected.
/// The heads have 256 channels for every α and full convolutions in the pyramid, as TensorFlow's <c>deeplab/model.py</c> has without
/// <c>aspp_with_separable_conv</c>; that gives the parameters of the V2 paper's Table 7. The class map is scaled to the input's size bilinearly.
/// </summary>
/// <param name="OutputStride">Pixels of the input for one of the body's map: 8 or 16.</param>
/// <param name="HasPyramid">Whether there is atrous spatial pyramid pooling.</param>
internal sealed record DeepLab(int OutputStride, bool HasPyramid)
{
    private const int HeadChannels = 256;

    // Dilations at output stride 16; doubled at 8 (arXiv:1706.05587, §3.3).
    private static readonly ImmutableArray<int> s_rates = [6, 12, 18];

    /// <summary>The body and the heads.</summary>
    public void Build(NetworkBuilder network, NetworkDesign design)
    {
        GraphValue features = MobileNetV2.BuildBody(network, design, OutputStride).Output;
        int height = features.Shape[2], width = features.Shape[3];
        GraphValue means = network.Pointwise(network.GlobalAverage(features, "image.means"), "image.pointwise", HeadChannels, UnaryFunction.Relu);
        List<GraphValue> branches = [network.Scale(means, "image", height, width), network.Pointwise(features, "aspp.0", HeadChannels, UnaryFunction.Relu)];
        if (HasPyramid)
        {
            foreach (int rate in s_rates)
                branches.Add(
                    network.Convolve(features, $"aspp.{branches.Count - 1}", HeadChannels, new Window(3, 1, rate * 16 / OutputStride), UnaryFunction.Relu));
        }

        GraphValue joined = network.Join("joined", axis: 1, [.. branches]);
        GraphValue classes = network.Pointwise(network.Pointwise(joined, "projected", HeadChannels, UnaryFunction.Relu), "classes", design.Classes);
        network.Output(network.Scale(classes, "logits", design.Resolution, design.Resolution));
    }
}
