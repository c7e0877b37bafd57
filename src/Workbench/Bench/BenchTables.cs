using System.Globalization;
using EdgeVision.Camera;
using EdgeVision.Inference.Sessions;
using Spectre.Console;

namespace EdgeVision.Workbench.Bench;

/// <summary>Results as tables for people.</summary>
internal sealed class BenchTables(IAnsiConsole console)
{
    /// <summary>How many steps the list of the slowest has.</summary>
    public const int Slowest = 10;

    // A terminal that has not so many columns gets steps without shapes and kernels, and names that leave each step one line.
    private const int WideEnough = 150;
    private const int MaxNodeLength = 18;

    /// <summary>Tables on standard output.</summary>
    public static BenchTables OnStandardOutput() => new(StandardOutput.OfTables());

    /// <summary>Where it was measured.</summary>
    public void Write(MachineDescription machine) => console.WriteLine($"{machine}. GMAC/s: 10⁹ multiply-adds a second.");

    /// <summary>What the engines did on one model, with every number of threads.</summary>
    public void Write(IReadOnlyList<ComparisonResult> comparisons)
    {
        ComparisonResult first = comparisons[0];
        string peaks = string.Join(
            ", ", comparisons.Select(static comparison => $"{Figures.Rate(comparison.Peak)} GMAC/s with {Figures.Threads(comparison.Threads)}"));
        Table times = NewTable(
            $"{first.Model.Name}: {first.Runs} runs of {Figures.Millions(first.MultiplyAdds)} million multiply-adds; peak {peaks}; times in ms", "threads",
            "engine", "min", "median", "p95", "ratio", "GMAC/s", "of peak");
        Table costs = NewTable($"{first.Model.Name}: load and memory", "threads", "engine", "load ms", "ready ms", "memory MB", "peak MB", "arena MB");
        foreach (ComparisonResult comparison in comparisons)
        {
            foreach (EngineResult result in comparison.Engines)
            {
                string threads = comparison.Threads.ToString(CultureInfo.InvariantCulture), engine = EngineNames.Of(result.Engine);
                times.AddRow(
                    threads, engine, Figures.Milliseconds(result.Times.Minimum), Figures.Milliseconds(result.Times.Median),
                    Figures.Milliseconds(result.Times.Percentile95),
                    Figures.Ratio(comparison.SpeedAgainstLast(result)), Figures.Rate(comparison.Rate(result)),
                    Figures.Percent(comparison.PeakFraction(result)));
                costs.AddRow(
                    threads, engine, Figures.Milliseconds(result.Load), Figures.Milliseconds(result.Fresh?.Ready),
                    Figures.Megabytes(result.Fresh?.ResidentBytes), Figures.Megabytes(result.Fresh?.PeakResidentBytes), Figures.Megabytes(result.ArenaBytes));
            }
        }

        console.WriteLine();
        console.Write(times);
        console.Write(costs);
        foreach (string disturbance in comparisons.Select(static comparison => comparison.Disturbance).OfType<string>())
            console.WriteLine(disturbance);
        foreach (ComparisonResult comparison in comparisons.Where(static comparison => comparison.Steps.Count > 0))
            WriteSteps(comparison);
    }

    /// <summary>One row a model and number of threads, as Markdown.</summary>
    public void WriteSummary(IReadOnlyList<ComparisonResult> comparisons)
    {
        Table table = new Table().Border(TableBorder.Markdown);
        table.AddColumns("network", "threads");
        foreach (string heading in Summary(
            comparisons[0], static (comparison, result) => EngineNames.Of(result.Engine), static (comparison, result) => "ratio"))
            table.AddColumn(heading, static column => column.RightAligned());
        foreach (ComparisonResult comparison in comparisons)
        {
            table.AddRow([
                Visible.Of(comparison.Model.Name).EscapeMarkup(),
                comparison.Threads.ToString(CultureInfo.InvariantCulture),
                .. Summary(comparison, static (_, result) => $"{Figures.Milliseconds(result.Times.Median)} ms",
                    static (comparison, result) => Figures.Ratio(comparison.SpeedAgainstLast(result))),
            ]);
        }

        console.WriteLine();
        console.Write(table);
    }

    // The engines, then the ratios of all but the last.
    private static IEnumerable<string> Summary(
        ComparisonResult comparison, Func<ComparisonResult, EngineResult, string> engine, Func<ComparisonResult, EngineResult, string> ratio) =>
        [.. comparison.Engines.Select(result => engine(comparison, result)), .. comparison.Engines.SkipLast(1).Select(result => ratio(comparison, result))];

    private void WriteSteps(ComparisonResult comparison)
    {
        string threads = Figures.Threads(comparison.Threads);
        WriteSteps($"{comparison.Model.Name}, {threads}: every step in order", comparison, comparison.Steps);
        WriteSteps($"{comparison.Model.Name}, {threads}: the {Slowest} slowest steps", comparison, comparison.SlowestSteps(Slowest));
    }

    private void WriteSteps(string title, ComparisonResult comparison, IEnumerable<StepProfile> steps)
    {
        bool wide = console.Profile.Width >= WideEnough;
        string[] more = wide ? ["output", "kernels"] : [];
        Table table = NewTable(title, ["node", "operator", "median µs", "share", "GMAC/s", "of peak", .. more]);
        foreach (StepProfile step in steps)
        {
            double? rate = step.MultiplyAdds > 0 ? step.GigaMultiplyAddsPerSecond : null;
            more = wide ? [step.Output, step.Kernels] : [];
            string[] cells =
            [
                wide ? step.Node : Figures.Tail(step.Node, MaxNodeLength), step.Operator, Figures.Microseconds(step.Median), Figures.Share(
                    comparison.ShareOf(step)),
                Figures.Rate(rate), Figures.Percent(rate / comparison.Peak), .. more,
            ];
            table.AddRow([.. cells.Select(static cell => Visible.Of(cell).EscapeMarkup())]);
        }

        console.Write(table);
    }

    private static Table NewTable(string title, params string[] headings)
    {
        Table table = new Table().Title(Visible.Of(title).EscapeMarkup());
        foreach (string heading in headings)
            table.AddColumn(
                heading, column => column.Alignment = heading is "engine" or "node" or "operator" or "output" or "kernels" ? Justify.Left : Justify.Right);
        return table;
    }
}
