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
    private const int LongestNode = 18;

    /// <summary>Tables on standard output.</summary>
    public static BenchTables OnStandardOutput() => new(StandardOutput.OfTables());

    /// <summary>Where it was measured.</summary>
    public void Write(MachineDescription machine) => console.WriteLine($"{machine}. GMAC/s: 10⁹ multiply-adds a second.");

    /// <summary>What the engines did on one model, with every number of threads.</summary>
    public void Write(IReadOnlyList<ContestResult> contests)
    {
        ContestResult first = contests[0];
        string peaks = string.Join(", ", contests.Select(static contest => $"{Figures.Rate(contest.Peak)} GMAC/s with {Figures.Threads(contest.Threads)}"));
        Table times = NewTable($"{first.Model.Name}: {first.Runs} runs of {Figures.Millions(first.MultiplyAdds)} million multiply-adds; peak {peaks}; times in ms", "threads", "engine", "min", "median", "p95", "ratio", "GMAC/s", "of peak");
        Table costs = NewTable($"{first.Model.Name}: load and memory", "threads", "engine", "load ms", "ready ms", "memory MB", "peak MB", "arena MB");
        foreach (ContestResult contest in contests)
        {
            foreach (EngineResult result in contest.Engines)
            {
                string threads = contest.Threads.ToString(CultureInfo.InvariantCulture), engine = EngineNames.Of(result.Engine);
                times.AddRow(
                    threads, engine, Figures.Milliseconds(result.Times.Minimum), Figures.Milliseconds(result.Times.Median), Figures.Milliseconds(result.Times.Percentile95),
                    Figures.Ratio(contest.SpeedAgainstLast(result)), Figures.Rate(contest.Rate(result)), Figures.Percent(contest.PeakFraction(result)));
                costs.AddRow(
                    threads, engine, Figures.Milliseconds(result.Load), Figures.Milliseconds(result.Fresh?.Ready),
                    Figures.Megabytes(result.Fresh?.ResidentBytes), Figures.Megabytes(result.Fresh?.PeakResidentBytes), Figures.Megabytes(result.ArenaBytes));
            }
        }

        console.WriteLine();
        console.Write(times);
        console.Write(costs);
        foreach (string disturbance in contests.Select(static contest => contest.Disturbance).OfType<string>())
            console.WriteLine(disturbance);
        foreach (ContestResult contest in contests.Where(static contest => contest.Steps.Count > 0))
            WriteSteps(contest);
    }

    /// <summary>One row a model and number of threads, as Markdown.</summary>
    public void WriteSummary(IReadOnlyList<ContestResult> contests)
    {
        Table table = new Table().Border(TableBorder.Markdown);
        table.AddColumns("network", "threads");
        foreach (string heading in Summary(contests[0], static (contest, result) => EngineNames.Of(result.Engine), static (contest, result) => "ratio"))
            table.AddColumn(heading, static column => column.RightAligned());
        foreach (ContestResult contest in contests)
        {
            table.AddRow([
                Visible.Of(contest.Model.Name).EscapeMarkup(),
                contest.Threads.ToString(CultureInfo.InvariantCulture),
                .. Summary(contest, static (_, result) => $"{Figures.Milliseconds(result.Times.Median)} ms", static (contest, result) => Figures.Ratio(contest.SpeedAgainstLast(result))),
            ]);
        }

        console.WriteLine();
        console.Write(table);
    }

    // The engines, then the ratios of all but the last.
    private static IEnumerable<string> Summary(ContestResult contest, Func<ContestResult, EngineResult, string> engine, Func<ContestResult, EngineResult, string> ratio) =>
        [.. contest.Engines.Select(result => engine(contest, result)), .. contest.Engines.SkipLast(1).Select(result => ratio(contest, result))];

    private void WriteSteps(ContestResult contest)
    {
        string threads = Figures.Threads(contest.Threads);
        WriteSteps($"{contest.Model.Name}, {threads}: every step in order", contest, contest.Steps);
        WriteSteps($"{contest.Model.Name}, {threads}: the {Slowest} slowest steps", contest, contest.SlowestSteps(Slowest));
    }

    private void WriteSteps(string title, ContestResult contest, IEnumerable<StepProfile> steps)
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
                wide ? step.Node : Figures.Tail(step.Node, LongestNode), step.Operator, Figures.Microseconds(step.Median), Figures.Share(contest.ShareOf(step)),
                Figures.Rate(rate), Figures.Percent(rate / contest.Peak), .. more,
            ];
            table.AddRow([.. cells.Select(static cell => Visible.Of(cell).EscapeMarkup())]);
        }

        console.Write(table);
    }

    private static Table NewTable(string title, params string[] headings)
    {
        Table table = new Table().Title(Visible.Of(title).EscapeMarkup());
        foreach (string heading in headings)
            table.AddColumn(heading, column => column.Alignment = heading is "engine" or "node" or "operator" or "output" or "kernels" ? Justify.Left : Justify.Right);
        return table;
    }
}
