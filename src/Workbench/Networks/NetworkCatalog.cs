using System.Collections.Immutable;
using EdgeVision.Inference.Models;

namespace EdgeVision.Workbench.Networks;

/// <summary>Every family there is.</summary>
public static class NetworkCatalog
{
    private const int ImageNetClasses = 1000;
    private const int CocoClasses = 90;
    private const int VocClasses = 21;

    /// <summary>Classifiers, then detectors, then segmenters, each oldest first.</summary>
    public static ImmutableArray<NetworkFamily> All { get; } =
    [
        Classifier("mobilenet-v1", "arXiv:1704.04861, Table 1", MobileNetV1.BuildClassifier),
        Classifier("mobilenet-v2", "arXiv:1801.04381, Table 2", MobileNetV2.BuildClassifier),
        Classifier("mobilenet-v3-small", "arXiv:1905.02244, Table 2", MobileNetV3.Small.BuildClassifier),
        Classifier("mobilenet-v3-large", "arXiv:1905.02244, Table 1", MobileNetV3.Large.BuildClassifier),
        Detector("ssdlite-mobilenet-v1", "arXiv:1801.04381, §6.2", 300, NetworkLayout.TensorFlow, MobileNetV1.BuildDetectionFeatures),
        Detector("ssdlite-mobilenet-v2", "arXiv:1801.04381, §6.2", 300, NetworkLayout.TensorFlow, MobileNetV2.BuildDetectionFeatures),
        Detector("ssdlite-mobilenet-v3-small", "arXiv:1905.02244, §6.3", 320, NetworkLayout.TensorFlow, MobileNetV3.Small.BuildDetectionFeatures),
        Detector("ssdlite-mobilenet-v3-large", "arXiv:1905.02244, §6.3", 320, NetworkLayout.TensorFlow, MobileNetV3.Large.BuildDetectionFeatures),
        Detector("ssdlite320-mobilenet-v3-large", "arXiv:1905.02244, §6.3, as torchvision builds it", 320, NetworkLayout.Torchvision,
            MobileNetV3.Large.BuildDetectionFeatures),
        Segmenter("deeplabv3-mobilenet-v2", "arXiv:1801.04381, §6.3, output stride 16, no ASPP", new DeepLab(OutputStride: 16, HasPyramid: false)),
        Segmenter("deeplabv3-mobilenet-v2-os8", "arXiv:1801.04381, §6.3, output stride 8, no ASPP", new DeepLab(OutputStride: 8, HasPyramid: false)),
        Segmenter("deeplabv3-aspp-mobilenet-v2", "arXiv:1706.05587, §3.3, output stride 16", new DeepLab(OutputStride: 16, HasPyramid: true)),
        Segmenter("deeplabv3-aspp-mobilenet-v2-os8", "arXiv:1706.05587, §3.3, output stride 8", new DeepLab(OutputStride: 8, HasPyramid: true)),
    ];

    /// <summary>The family called <paramref name="name"/>, or <see langword="null"/>.</summary>
    public static NetworkFamily? Find(string name) => All.FirstOrDefault(family => family.Name == name);

    private static NetworkFamily Classifier(string name, string source, Action<NetworkBuilder, NetworkDesign> build) =>
        new(name, ModelTask.Classification, source, 224, ImageNetClasses, NetworkLayout.TensorFlow, build);

    private static NetworkFamily Detector(
        string name, string source, int resolution, NetworkLayout layout, Func<NetworkBuilder, NetworkDesign, DetectionFeatures> features) =>
        new(name, ModelTask.Detection, source, resolution, CocoClasses, layout, (network, design) => SsdLite.Build(network, design, features));

    private static NetworkFamily Segmenter(string name, string source, DeepLab heads) =>
        new(name, ModelTask.Segmentation, source, 513, VocClasses, NetworkLayout.TensorFlow, heads.Build);
}
