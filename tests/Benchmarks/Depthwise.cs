using BenchmarkDotNet.Attributes;

namespace EdgeVision.Benchmarks;

/// <summary>Depthwise convolutions of the MobileNets.</summary>
public class Depthwise : ConvolutionBenchmark
{
    public static IEnumerable<ConvolutionShape> Shapes =>
    [
        Of(96, 28, 3, 1), Of(576, 14, 3, 1), Of(240, 14, 5, 1), Of(96, 56, 3, 2), Of(576, 7, 3, 2), Of(96, 14, 5, 2),
    ];

    [ParamsSource(nameof(Shapes))]
    public override ConvolutionShape Shape { get; set; } = new(1, 1, 1);

    private static ConvolutionShape Of(int channels, int size, int kernel, int stride) => new(channels, channels, size, kernel, stride, IsDepthwise: true);
}
