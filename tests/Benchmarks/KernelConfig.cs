using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace EdgeVision.Benchmarks;

/// <summary>
/// Runs in this process, so that a switch of the runtime such as DOTNET_EnableAVX512=0 holds for what is measured; kernels are compiled once, fully
/// optimised, so there are no tiers to wait for. Rates are of the fastest of many short iterations: whatever else the machine does only slows, and a short
/// one has a chance to be left alone.
/// </summary>
internal sealed class KernelConfig : ManualConfig
{
    public KernelConfig()
    {
        AddJob(Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithIterationTime(TimeInterval.FromMilliseconds(2)).WithWarmupCount(10).WithIterationCount(200)
            // An empty call takes nanoseconds; its measured time, disturbed by a neighbour, would be taken off that of the kernel.
            .WithEvaluateOverhead(false));
        ArtifactsPath = Path.Combine("artifacts", "benchmarks");
        AddLogger(ConsoleLogger.Default);
        AddExporter(MarkdownExporter.GitHub);
        AddColumnProvider(DefaultColumnProviders.Params);
        AddColumn(StatisticColumn.Min, StatisticColumn.Median);
        AddColumn(
            new FigureColumn("GMAC/s", "10⁹ multiply-adds a second in the fastest iteration", isNumeric: true,
                static (shape, _, report) => Rate(shape, report).ToString("0.0", CultureInfo.InvariantCulture)),
            new FigureColumn("Peak", "What registers of this width can do at most, measured before and after", isNumeric: true,
                static (shape, width, _) => PeakBeside.Of(shape, width).ToString("0.0", CultureInfo.InvariantCulture)),
            new FigureColumn("Of peak", "GMAC/s / Peak", isNumeric: true,
                static (shape, width, report) => (Rate(shape, report) / PeakBeside.Of(shape, width)).ToString("0 %", CultureInfo.InvariantCulture)),
            new FigureColumn("Kernels", "Chosen by the planner", isNumeric: false, static (shape, width, _) => Kernels(shape, width)));
    }

    private static double Rate(ConvolutionShape shape, BenchmarkReport report) => shape.MultiplyAdds / report.ResultStatistics!.Min;

    private static string Kernels(ConvolutionShape shape, string width)
    {
        using MeasuredConvolution convolution = new(shape, width);
        return convolution.Kernels;
    }
}
