using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace EdgeVision.Benchmarks;

/// <summary>A column that says something of the convolution a benchmark timed.</summary>
/// <param name="legend">What it means.</param>
/// <param name="figure">From the shape, the width and the benchmark's report.</param>
internal sealed class FigureColumn(string name, string legend, bool isNumeric, Func<ConvolutionShape, string, BenchmarkReport, string> figure) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public string Legend => legend;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => isNumeric;

    public UnitType UnitType => UnitType.Dimensionless;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) => GetValue(summary, benchmarkCase, summary.Style);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) =>
        summary[benchmarkCase] is { ResultStatistics: not null } report
            ? figure((ConvolutionShape)benchmarkCase.Parameters[nameof(ConvolutionBenchmark.Shape)],
                (string)benchmarkCase.Parameters[nameof(ConvolutionBenchmark.Width)], report)
            : "?";
}
