using BenchmarkDotNet.Attributes;

namespace EdgeVision.Benchmarks;

/// <summary>The convolution that reads the picture: three planes, 3 × 3, every other pixel.</summary>
public class FirstConvolution : ConvolutionBenchmark
{
    public static IEnumerable<ConvolutionShape> Shapes => [new(3, 16, 112, 3, 2), new(3, 32, 112, 3, 2), new(3, 32, 150, 3, 2)];

    [ParamsSource(nameof(Shapes))]
    public override ConvolutionShape Shape { get; set; } = new(1, 1, 1);
}
