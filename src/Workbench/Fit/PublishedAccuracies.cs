using System.Collections.Immutable;

namespace EdgeVision.Workbench.Fit;

/// <summary>
/// Published accuracies of the family's members: ImageNet top-1 of one crop, COCO mAP at IoU 0.5 to 0.95, VOC 2012 mIoU of one scale. Only figures read in
/// their source are here. Another training gives another accuracy; these are what its authors' gave.
/// </summary>
internal static class PublishedAccuracies
{
    private const string V1 = "TF-slim mobilenet_v1.md";
    private const string V2 = "TF-slim mobilenet/README.md, V2 table";
    private const string V3 = "arXiv:1905.02244, Table 3";
    private const string SsdV2 = "arXiv:1801.04381, Table 6, test-dev";
    private const string SsdV3 = "arXiv:1905.02244, Table 6, test-dev";
    private const string SsdTorch = "torchvision SSDLite320_MobileNet_V3_Large, val2017";
    private const string DeepLab = "arXiv:1801.04381, Table 7, val";

    /// <summary>Most accurate first within a family and width.</summary>
    public static ImmutableArray<PublishedAccuracy> All { get; } =
    [
        new("mobilenet-v1", 1.0, 224, 70.9, V1),
        new("mobilenet-v1", 1.0, 192, 70.0, V1),
        new("mobilenet-v1", 1.0, 160, 68.0, V1),
        new("mobilenet-v1", 1.0, 128, 65.2, V1),
        new("mobilenet-v1", 0.75, 224, 68.4, V1),
        new("mobilenet-v1", 0.75, 192, 67.2, V1),
        new("mobilenet-v1", 0.75, 160, 65.3, V1),
        new("mobilenet-v1", 0.75, 128, 62.1, V1),
        new("mobilenet-v1", 0.5, 224, 63.3, V1),
        new("mobilenet-v1", 0.5, 192, 61.7, V1),
        new("mobilenet-v1", 0.5, 160, 59.1, V1),
        new("mobilenet-v1", 0.5, 128, 56.3, V1),
        new("mobilenet-v1", 0.25, 224, 49.8, V1),
        new("mobilenet-v1", 0.25, 192, 47.7, V1),
        new("mobilenet-v1", 0.25, 160, 45.5, V1),
        new("mobilenet-v1", 0.25, 128, 41.5, V1),

        new("mobilenet-v2", 1.4, 224, 75.0, V2),
        new("mobilenet-v2", 1.3, 224, 74.4, V2),
        new("mobilenet-v2", 1.0, 224, 71.8, V2),
        new("mobilenet-v2", 1.0, 192, 70.7, V2),
        new("mobilenet-v2", 1.0, 160, 68.8, V2),
        new("mobilenet-v2", 1.0, 128, 65.3, V2),
        new("mobilenet-v2", 1.0, 96, 60.3, V2),
        new("mobilenet-v2", 0.75, 224, 69.8, V2),
        new("mobilenet-v2", 0.75, 192, 68.7, V2),
        new("mobilenet-v2", 0.75, 160, 66.4, V2),
        new("mobilenet-v2", 0.75, 128, 63.2, V2),
        new("mobilenet-v2", 0.75, 96, 58.8, V2),
        new("mobilenet-v2", 0.5, 224, 65.4, V2),
        new("mobilenet-v2", 0.5, 192, 63.9, V2),
        new("mobilenet-v2", 0.5, 160, 61.0, V2),
        new("mobilenet-v2", 0.5, 128, 57.7, V2),
        new("mobilenet-v2", 0.5, 96, 51.2, V2),
        new("mobilenet-v2", 0.35, 224, 60.3, V2),
        new("mobilenet-v2", 0.35, 192, 58.2, V2),
        new("mobilenet-v2", 0.35, 160, 55.7, V2),
        new("mobilenet-v2", 0.35, 128, 50.8, V2),
        new("mobilenet-v2", 0.35, 96, 45.5, V2),

        new("mobilenet-v3-large", 1.0, 224, 75.2, V3),
        new("mobilenet-v3-large", 0.75, 224, 73.3, V3),
        new("mobilenet-v3-small", 1.0, 224, 67.4, V3),
        new("mobilenet-v3-small", 0.75, 224, 65.4, V3),

        new("ssdlite-mobilenet-v1", 1.0, 320, 22.2, SsdV2),
        new("ssdlite-mobilenet-v2", 1.0, 320, 22.1, SsdV2),
        new("ssdlite-mobilenet-v2", 0.5, 320, 16.6, SsdV3),
        new("ssdlite-mobilenet-v2", 0.35, 320, 13.7, SsdV3),
        new("ssdlite-mobilenet-v3-large", 1.0, 320, 22.0, SsdV3),
        new("ssdlite-mobilenet-v3-small", 1.0, 320, 16.1, SsdV3),
        new("ssdlite320-mobilenet-v3-large", 1.0, 320, 21.3, SsdTorch),

        new("deeplabv3-mobilenet-v2", 1.0, 513, 75.32, DeepLab),
        new("deeplabv3-aspp-mobilenet-v2", 1.0, 513, 75.70, DeepLab),
    ];
}
