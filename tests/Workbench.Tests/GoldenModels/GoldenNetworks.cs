using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Models;
using EdgeVision.Inference.Operators;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.GoldenModels;

/// <summary>What the program's catalogue lacks, of its layers: a CenterNet, and a DeepLab whose heads are as narrow as its body.</summary>
internal static class GoldenNetworks
{
    private const int HeadChannels = 24;

    /// <summary>
    /// Objects as points (Zhou et al. 2019, arXiv:1904.07850): heatmaps, sizes and offsets at a quarter of the input's size, from both maps of a detector's
    /// body.
    /// </summary>
    public static NetworkFamily CenterNet { get; } = new(
        "centernet-mobilenet-v3-small", ModelTask.Detection, "arXiv:1904.07850, §4", 512, 80, NetworkLayout.TensorFlow, BuildCenterNet);

    /// <summary>
    /// DeepLabV3 with its pyramid (Chen et al. 2017, arXiv:1706.05587, §3.3). Its classes are scaled to half of the input's size, which leaves the rest to the
    /// decoder.
    /// </summary>
    public static NetworkFamily DeepLab { get; } = new(
        "deeplabv3-aspp-mobilenet-v2", ModelTask.Segmentation, "arXiv:1706.05587, §3.3", 513, 21, NetworkLayout.TensorFlow, BuildDeepLab);

    private static void BuildCenterNet(NetworkBuilder network, NetworkDesign design)
    {
        DetectionFeatures features = MobileNetV3.Small.BuildDetectionFeatures(network, design);
        (int height, int width) = (features.Fine.Shape[2], features.Fine.Shape[3]);
        GraphValue coarse = network.Scale(network.Pointwise(features.Coarse, "neck.coarse", HeadChannels), "neck.scaled", height, width);
        GraphValue value = network.Add(network.Pointwise(features.Fine, "neck.fine", HeadChannels), "neck.add", coarse);
        for (int up = 0; up < 2; up++)
        {
            (height, width) = (2 * height, 2 * width);
            value = network.Depthwise(network.Scale(value, $"neck.{up}.scaled", height, width), $"neck.{up}.depthwise", new Window(3), UnaryFunction.HardSwish);
            value = network.Pointwise(value, $"neck.{up}.pointwise", HeadChannels, UnaryFunction.Relu);
        }

        network.Output(network.Pointwise(Filter("heatmap"), "heatmap", design.Classes, UnaryFunction.Sigmoid));
        network.Output(network.Pointwise(Filter("sizes"), "sizes", 2));
        network.Output(network.Pointwise(Filter("offsets"), "offsets", 2));

        GraphValue Filter(string head) => network.Convolve(value, $"{head}.filter", HeadChannels, new Window(3), UnaryFunction.Relu);
    }

    private static void BuildDeepLab(NetworkBuilder network, NetworkDesign design)
    {
        const int OutputStride = 16;
        GraphValue features = MobileNetV2.BuildBody(network, design, OutputStride).Output;
        GraphValue means = network.Pointwise(network.GlobalAverage(features, "image.means"), "image.pointwise", HeadChannels, UnaryFunction.Relu);
        GraphValue image = network.Scale(means, "image", features.Shape[2], features.Shape[3]);
        List<GraphValue> branches = [image, network.Pointwise(features, "aspp.0", HeadChannels, UnaryFunction.Relu)];
        // The map is small: the dilations of the paper would see nothing but its border.
        for (int rate = 1; rate <= 3; rate++)
            branches.Add(network.Convolve(features, $"aspp.{rate}", HeadChannels, new Window(3, 1, rate), UnaryFunction.Relu));
        GraphValue projected = network.Pointwise(network.Join("joined", axis: 1, [.. branches]), "projected", HeadChannels, UnaryFunction.Relu);
        int side = (design.Resolution + 1) / 2;
        network.Output(network.Scale(network.Pointwise(projected, "classes", design.Classes), "logits", side, side));
    }
}
