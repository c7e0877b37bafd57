using BenchmarkDotNet.Attributes;
using EdgeVision.Inference.Kernels;

namespace EdgeVision.Benchmarks;

/// <summary>Times the convolutions of one kernel family, at each width this processor runs.</summary>
public abstract class ConvolutionBenchmark : IDisposable
{
    private MeasuredConvolution? _convolution;

    /// <summary>The widths, by the suffix of their kernels' names; single floats are no width anybody tunes.</summary>
    public static IEnumerable<string> Widths => KernelTable.Supported.Select(static table => table.Suffix).Where(static width => width != "scalar");

    /// <summary>Suffix of the kernels' names.</summary>
    [ParamsSource(nameof(Widths))]
    public string Width { get; set; } = "";

    /// <summary>What is computed; subclasses say from which list.</summary>
    public abstract ConvolutionShape Shape { get; set; }

    [GlobalSetup]
    public void Open()
    {
        PeakBeside.Measure(Shape, Width);
        _convolution = new MeasuredConvolution(Shape, Width);
    }

    [Benchmark]
    public void Run() => _convolution!.Run();

    [GlobalCleanup]
    public void Dispose()
    {
        _convolution!.Dispose();
        PeakBeside.Measure(Shape, Width);
    }
}
