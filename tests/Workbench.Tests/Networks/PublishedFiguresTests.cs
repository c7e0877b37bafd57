using EdgeVision.Workbench.Networks;

namespace EdgeVision.Workbench.Tests.Networks;

/// <summary>Parameters and multiply-adds that others counted for the same networks.</summary>
public sealed class PublishedFiguresTests
{
    // Published counts have two or three digits, and parameters contain the batch norm that is folded here: less than 1 % of a network this size.
    private const double Tolerance = 0.025;

    /// <summary>
    /// TF-slim's mobilenet_v1.md, which repeats Tables 6 and 7 of arXiv:1704.04861. It lists 34 million for 0.25-192, where Table 7's ratio
    /// gives 30; that row is left out.
    /// </summary>
    public static TheoryData<double, int, double, double> V1 => new()
    {
        { 1.0, 224, 4.24, 569 }, { 1.0, 192, 4.24, 418 }, { 1.0, 160, 4.24, 291 }, { 1.0, 128, 4.24, 186 },
        { 0.75, 224, 2.59, 317 }, { 0.75, 192, 2.59, 233 }, { 0.75, 160, 2.59, 162 }, { 0.75, 128, 2.59, 104 },
        { 0.5, 224, 1.34, 150 }, { 0.5, 192, 1.34, 110 }, { 0.5, 160, 1.34, 77 }, { 0.5, 128, 1.34, 49 },
        { 0.25, 224, 0.47, 41 }, { 0.25, 160, 0.47, 21 }, { 0.25, 128, 0.47, 14 },
    };

    /// <summary>TF-slim's mobilenet/README.md.</summary>
    public static TheoryData<double, int, double, double> V2 => new()
    {
        { 1.4, 224, 6.06, 582 }, { 1.3, 224, 5.34, 509 },
        { 1.0, 224, 3.47, 300 }, { 1.0, 192, 3.47, 221 }, { 1.0, 160, 3.47, 154 }, { 1.0, 128, 3.47, 99 }, { 1.0, 96, 3.47, 56 },
        { 0.75, 224, 2.61, 209 }, { 0.75, 192, 2.61, 153 }, { 0.75, 160, 2.61, 107 }, { 0.75, 128, 2.61, 69 }, { 0.75, 96, 2.61, 39 },
        { 0.5, 224, 1.95, 97 }, { 0.5, 192, 1.95, 71 }, { 0.5, 160, 1.95, 50 }, { 0.5, 128, 1.95, 32 }, { 0.5, 96, 1.95, 18 },
        { 0.35, 224, 1.66, 59 }, { 0.35, 192, 1.66, 43 }, { 0.35, 160, 1.66, 30 }, { 0.35, 128, 1.66, 20 }, { 0.35, 96, 1.66, 11 },
    };

    /// <summary>
    /// arXiv:1905.02244, Table 3, and TF-slim's mobilenet/README.md for the small network at 0.75, whose parameters the two count differently.
    /// </summary>
    public static TheoryData<string, double, double, double> V3 => new()
    {
        { "mobilenet-v3-large", 1.0, 5.4, 219 }, { "mobilenet-v3-large", 0.75, 4.0, 155 },
        { "mobilenet-v3-small", 1.0, 2.5, 56 }, { "mobilenet-v3-small", 0.75, 2.0, 44 },
    };

    /// <summary>
    /// The same layers written in Python for the kernel notes: exact, batch norm folded, rounded to a thousand parameters and 0.1 million multiply-adds.
    /// </summary>
    public static TheoryData<string, int, double, double> OtherBuilder => new()
    {
        { "mobilenet-v1", 224, 4.221, 568.7 },
        { "mobilenet-v2", 224, 3.488, 300.8 },
        { "mobilenet-v3-small", 224, 2.537, 56.5 },
        { "mobilenet-v3-large", 224, 5.471, 216.6 },
        { "ssdlite320-mobilenet-v3-large", 320, 3.424, 583.2 },
        { "ssdlite-mobilenet-v2", 300, 4.475, 749.5 },
    };

    /// <summary>
    /// SSDLite at 320 pixels (arXiv:1801.04381, Table 6, and arXiv:1905.02244, Table 6), DeepLabV3 (arXiv:1801.04381, Table 7). The papers do not
    /// say how many classes they counted heads for; TensorFlow's checkpoints have 91, as here. Table 7 has 8 % more multiply-adds for the
    /// pyramid than its layers make.
    /// </summary>
    public static TheoryData<string, double, int, double, double> Heads => new()
    {
        { "ssdlite-mobilenet-v1", 1.0, 320, 5.1, 1300 },
        { "ssdlite-mobilenet-v2", 1.0, 320, 4.3, 800 },
        { "ssdlite-mobilenet-v2", 0.5, 320, 1.54, 270 },
        { "ssdlite-mobilenet-v2", 0.35, 320, 0.93, 160 },
        { "ssdlite-mobilenet-v3-large", 1.0, 320, 3.22, 510 },
        { "ssdlite-mobilenet-v3-small", 1.0, 320, 1.77, 160 },
        { "deeplabv3-mobilenet-v2", 1.0, 513, 2.11, 2750 },
        { "deeplabv3-aspp-mobilenet-v2", 1.0, 513, 4.52, 5800 },
    };

    [Theory, MemberData(nameof(V1))]
    public void MobileNetV1CountsAsPublished(double alpha, int resolution, double parameters, double multiplyAdds) =>
        AssertCounts(new NetworkDesign(Family("mobilenet-v1")) { Alpha = alpha, Resolution = resolution, Classes = 1001 }, parameters, multiplyAdds, Tolerance);

    [Theory, MemberData(nameof(V2))]
    public void MobileNetV2CountsAsPublished(double alpha, int resolution, double parameters, double multiplyAdds) =>
        AssertCounts(new NetworkDesign(Family("mobilenet-v2")) { Alpha = alpha, Resolution = resolution, Classes = 1001 }, parameters, multiplyAdds, Tolerance);

    [Theory, MemberData(nameof(V3))]
    public void MobileNetV3CountsAsPublished(string family, double alpha, double parameters, double multiplyAdds) =>
        AssertCounts(new NetworkDesign(Family(family)) { Alpha = alpha }, parameters, multiplyAdds, Tolerance);

    [Theory, MemberData(nameof(OtherBuilder))]
    public void CountsAsAnotherBuilderOfTheSameTables(string family, int resolution, double parameters, double multiplyAdds)
    {
        NetworkLayers layers = NetworkLayers.Of(new NetworkDesign(Family(family)) { Resolution = resolution });

        Assert.Equal((parameters, multiplyAdds), (Math.Round(layers.Parameters / 1e6, 3), Math.Round(layers.MultiplyAdds / 1e6, 1)));
    }

    [Theory, MemberData(nameof(Heads))]
    public void HeadsCountAsPublished(string family, double alpha, int resolution, double parameters, double multiplyAdds) =>
        AssertCounts(new NetworkDesign(Family(family)) { Alpha = alpha, Resolution = resolution }, parameters, multiplyAdds, tolerance: 0.08);

    [Fact]
    public void TheLastChannelsOfV2GrowButDoNotShrink()
    {
        int[] channels = [.. new[] { 0.35, 1.0, 1.4 }.Select(alpha =>
            NetworkLayers.Of(new NetworkDesign(Family("mobilenet-v2")) { Alpha = alpha }).Layers.Single(layer => layer.Name == "features.18").Output[1])];

        Assert.Equal([1280, 1280, 1792], channels);
    }

    [Theory]
    [InlineData(1.0, 8)]
    [InlineData(8.0, 8)]
    [InlineData(11.2, 16)]
    [InlineData(12.0, 16)]
    [InlineData(33.6, 32)]
    [InlineData(35.2, 32)]
    [InlineData(44.8, 48)]
    [InlineData(1792.0, 1792)]
    public void ChannelsAreMultiplesOfEightAndNeverBelowNinetyPercent(double wanted, int expected) => Assert.Equal(expected, Channels.Round(wanted));

    // 1/N + 1/9 with N = 1024, as arXiv:1704.04861, §3.1 has it for one pair.
    [Fact]
    public void ASeparableConvolutionCostsOneOverFiltersPlusOneOverWindow()
    {
        NetworkLayers layers = NetworkLayers.Of(new NetworkDesign(Family("mobilenet-v1")));
        NetworkLayer depthwise = layers.Layers.Single(layer => layer.Name == "features.13.depthwise"),
            pointwise = layers.Layers.Single(layer => layer.Name == "features.13.pointwise");

        Assert.Equal(13, layers.Separable.Pairs);
        Assert.Equal(1.0 / 1024 + 1.0 / 9, (double)(depthwise.MultiplyAdds + pointwise.MultiplyAdds) / (pointwise.MultiplyAdds * 9), 1e-12);
        Assert.InRange(layers.Separable.Ratio, 1.0 / 1024 + 1.0 / 9, 1.0 / 64 + 1.0 / 9);
    }

    private static NetworkFamily Family(string name) => NetworkCatalog.Find(name) ?? throw new ArgumentException(name);

    private static void AssertCounts(NetworkDesign design, double parameters, double multiplyAdds, double tolerance)
    {
        NetworkLayers layers = NetworkLayers.Of(design);

        // Beside the tolerance, half of the last printed digit of parameters; multiply-adds are printed without their fraction.
        AssertNear(parameters, layers.Parameters / 1e6, 0.05 + parameters * tolerance, "million parameters");
        AssertNear(multiplyAdds, layers.MultiplyAdds / 1e6, 1.0 + multiplyAdds * tolerance, "million multiply-adds");
    }

    private static void AssertNear(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, $"{actual:0.000} {what}, published are {expected}.");
}
