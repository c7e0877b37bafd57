using System.Collections.Immutable;
using EdgeVision.Inference.Graph;
using EdgeVision.Inference.Operators;

namespace EdgeVision.Workbench.Networks;

/// <summary>
/// SSDLite (arXiv:1801.04381, §6.2): the single shot detector (Liu et al. 2016, arXiv:1512.02325) whose 3×3 convolutions are depthwise separable.
/// Four more maps, each half as large as the one before, follow the two of the body; every map has a head for boxes and one for classes, which
/// the layers are named for: "boxes.0.depthwise". Channels of the additional maps follow α, as in both reference codes; activations there are ReLU6.
/// </summary>
internal static class SsdLite
{
    private const int AnchorsOfTheFinestMap = 3;
    private const int Anchors = 6;
    private const int BoxNumbers = 4;

    // The Object Detection API's layer_depth and torchvision's extra blocks.
    private static readonly ImmutableArray<int> s_extras = [512, 256, 256, 128];

    /// <summary>Whether the finest map has fewer anchors a cell than the others.</summary>
    public static bool ReducesFinestMap(NetworkLayout layout) => layout == NetworkLayout.TensorFlow;

    /// <summary>The body, the additional maps and the heads.</summary>
    public static void Build(NetworkBuilder network, NetworkDesign design, Func<NetworkBuilder, NetworkDesign, DetectionFeatures> body)
    {
        DetectionFeatures features = body(network, design);
        List<GraphValue> maps = [features.Fine, features.Coarse];
        for (int extra = 0; extra < s_extras.Length; extra++)
            maps.Add(Coarser(
                network, maps[^1], $"extras.{extra}", Channels.Scale(s_extras[extra], design.Alpha), Channels.Scale(s_extras[extra] / 2, design.Alpha)));

        network.Output(Predict(network, maps, "boxes", BoxNumbers));
        network.Output(Predict(network, maps, "scores", design.Classes + 1));
    }

    private static GraphValue Coarser(NetworkBuilder network, GraphValue map, string layer, int channels, int narrow)
    {
        GraphValue value = network.Pointwise(map, $"{layer}.squeeze", narrow, UnaryFunction.Relu6);
        value = network.Depthwise(value, $"{layer}.depthwise", new Window(3, 2), UnaryFunction.Relu6);
        return network.Pointwise(value, $"{layer}.pointwise", channels, UnaryFunction.Relu6);
    }

    private static GraphValue Predict(NetworkBuilder network, List<GraphValue> maps, string head, int numbers)
    {
        GraphValue[] lists = new GraphValue[maps.Count];
        for (int map = 0; map < lists.Length; map++)
        {
            int anchors = map == 0 && ReducesFinestMap(network.Layout) ? AnchorsOfTheFinestMap : Anchors;
            GraphValue filtered = network.Depthwise(maps[map], $"{head}.{map}.depthwise", new Window(3), UnaryFunction.Relu6);
            lists[map] = network.List(network.Pointwise(filtered, $"{head}.{map}.pointwise", anchors * numbers), $"{head}.{map}", numbers);
        }

        return network.Join($"raw_{head}", axis: 1, lists);
    }
}
