using EdgeVision.Inference.Kernels;
using EdgeVision.Inference.Sessions;

namespace EdgeVision.Benchmarks;

/// <summary>The peak of the processor right before and after a benchmark: clocks drift, so a peak of another minute is the peak of another clock.</summary>
internal static class PeakBeside
{
    private static readonly Dictionary<(ConvolutionShape Shape, string Width), double> s_peaks = [];

    /// <summary>Measures registers of this width, and keeps the larger of this and what was measured before.</summary>
    public static void Measure(ConvolutionShape shape, string width)
    {
        double peak = MultiplyAddPeak.Measure(KernelTable.Supported.Single(table => table.Suffix == width));
        s_peaks[(shape, width)] = Math.Max(peak, s_peaks.GetValueOrDefault((shape, width)));
    }

    /// <summary>10⁹ multiply-adds a second beside the benchmark of <paramref name="shape"/>.</summary>
    public static double Of(ConvolutionShape shape, string width) => s_peaks[(shape, width)];
}
