using BenchmarkDotNet.Attributes;

namespace EdgeVision.Benchmarks;

/// <summary>1 × 1 convolutions of the MobileNets: expansions and projections from large images to small.</summary>
public class Pointwise : ConvolutionBenchmark
{
    public static IEnumerable<ConvolutionShape> Shapes =>
    [
        new(48, 240, 14), new(240, 48, 14), new(96, 576, 7), new(576, 96, 7), new(64, 384, 14), new(24, 144, 56),
    ];

    [ParamsSource(nameof(Shapes))]
    public override ConvolutionShape Shape { get; set; } = new(1, 1, 1);
}
