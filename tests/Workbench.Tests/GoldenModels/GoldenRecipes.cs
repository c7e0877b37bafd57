using EdgeVision.Inference.Models;
using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.GoldenModels;

/// <summary>The golden models: one for each task, and for each of the two ways to find objects.</summary>
internal static class GoldenRecipes
{
    // The narrowest that keeps the tables' proportions: few of the layers are at the least of eight channels.
    private const double Alpha = 0.11;

    private static readonly GoldenRecipe s_classifier = new(
        "mobilenet-v3-small",
        new NetworkDesign(NetworkCatalog.Find("mobilenet-v3-small")!) { Alpha = Alpha, Resolution = 64, Classes = 5 },
        Seed: 1,
        new HeadTuning("logits", 1.5, 0));

    private static readonly GoldenRecipe s_ssd = new(
        "ssdlite-mobilenet-v2",
        new NetworkDesign(NetworkCatalog.Find("ssdlite-mobilenet-v2")!) { Alpha = Alpha, Resolution = 96, Classes = 4 },
        Seed: 5,
        new HeadTuning("boxes.", ".pointwise", 2, 0),
        new HeadTuning("scores.", ".pointwise", 1.5, -3.2));

    private static readonly GoldenRecipe s_centerNet = new(
        "centernet-mobilenet-v3-small",
        new NetworkDesign(GoldenNetworks.CenterNet) { Alpha = Alpha, Resolution = 96, Classes = 4 },
        Seed: 1,
        new HeadTuning("heatmap", 1.5, -2.8),
        new HeadTuning("sizes", 1.5, 6),
        new HeadTuning("offsets", 0.2, 0.5))
    {
        Describe = DescribeCenterNet,
    };

    private static readonly GoldenRecipe s_segmenter = new(
        "deeplabv3-mobilenet-v2",
        new NetworkDesign(GoldenNetworks.DeepLab) { Alpha = Alpha, Resolution = 65, Classes = 5 },
        Seed: 1,
        new HeadTuning("classes", 2, 0));

    public static GoldenRecipe[] All { get; } = [s_classifier, s_ssd, s_centerNet, s_segmenter];

    // With what the others have not: bars beside the picture, planes the other way round, and a hole in the numbering.
    private static ManifestDocument DescribeCenterNet(ManifestDocument manifest) => manifest with
    {
        Input = manifest.Input with { Colors = "bgr", Resize = "letterbox" },
        LabelBase = 0,
        Labels = ["class 0", null, "class 2", "class 3"],
        Detection = new ManifestDocument.DetectionSection(
            new ManifestDocument.OutputSection("sizes", "centerSizes"),
            new ManifestDocument.OutputSection("heatmap", "probabilities"),
            MinimumScore: 0.4f,
            MaximumIou: 0.3f,
            Offsets: new ManifestDocument.OffsetSection("offsets")),
    };
}
