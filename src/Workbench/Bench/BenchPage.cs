using System.Globalization;
using System.Xml.Linq;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Bench;

/// <summary>Results as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal static class BenchPage
{
    private const int MaxNodeLabelLength = 30;

    /// <summary>The page.</summary>
    /// <param name="comparisons">At least one; those of one model follow each other.</param>
    public static XDocument Create(MachineDescription machine, IReadOnlyList<ComparisonResult> comparisons) => HtmlPage.Create(
        "EdgeVision bench",
        Paragraph($"{machine}. Engines ran in turn, run by run, {comparisons[0].Runs} runs each."),
        Paragraph("GMAC/s are 10⁹ multiply-adds of 32-bit floats a second, in the median run. The peak is what the cores can do at most, "
            + "measured in the widest registers before and after."),
        TimesTable(comparisons),
        comparisons.Select(static comparison => comparison.Disturbance).OfType<string>().Select(Paragraph),
        comparisons[0].Engines.Count > 1 ? Ratios(comparisons) : null,
        CostsTable(comparisons),
        comparisons.GroupBy(static comparison => comparison.Model).Select(static model => Section([.. model])));

    private static XElement TimesTable(IReadOnlyList<ComparisonResult> comparisons) => Table(
        comparisons, ["min ms", "median ms", "p95 ms", "ratio", "GMAC/s", "peak", "of peak"], static (comparison, result) =>
        [
            Figures.Milliseconds(result.Times.Minimum), Figures.Milliseconds(result.Times.Median), Figures.Milliseconds(result.Times.Percentile95),
            Figures.Ratio(comparison.SpeedAgainstLast(result)), Figures.Rate(comparison.Rate(result)), Figures.Rate(comparison.Peak),
            Figures.Percent(comparison.PeakFraction(result)),
        ]);

    private static XElement CostsTable(IReadOnlyList<ComparisonResult> comparisons) => Table(
        comparisons, ["ready ms", "load ms", "memory MB", "peak MB", "arena MB"], static (_, result) =>
        [
            Figures.Milliseconds(result.Fresh?.Ready), Figures.Milliseconds(result.Load),
            Figures.Megabytes(result.Fresh?.ResidentBytes), Figures.Megabytes(result.Fresh?.PeakResidentBytes), Figures.Megabytes(result.ArenaBytes),
        ]);

    private static XElement Table(IReadOnlyList<ComparisonResult> comparisons, string[] headings, Func<ComparisonResult, EngineResult, string[]> cells)
    {
        IEnumerable<XElement> rows = comparisons.SelectMany(comparison => comparison.Engines.Select(result =>
            Row("td", [comparison.Model.Name, comparison.Threads.ToString(CultureInfo.InvariantCulture), EngineNames.Of(result.Engine),
                .. cells(comparison, result)])));
        XElement table = new("table", new XElement("thead", Row("th", ["network", "threads", "engine", .. headings])), new XElement("tbody", rows));
        return new XElement("div", new XAttribute("class", "wide"), table);
    }

    private static XElement Row(string cell, string[] texts) => new(
        "tr", texts.Select((text, column) => new XElement(cell, column is 0 or 2 ? new XAttribute("class", "word") : null, Svg.Clean(text))));

    private static XElement Ratios(IReadOnlyList<ComparisonResult> comparisons)
    {
        EngineKind last = comparisons[0].Engines[^1].Engine;
        List<Bar> bars = [];
        foreach (ComparisonResult comparison in comparisons)
        {
            for (int i = 0; i < comparison.Engines.Count - 1; i++)
            {
                double ratio = comparison.SpeedAgainstLast(comparison.Engines[i]);
                string engine = comparison.Engines.Count > 2 ? $", {EngineNames.Of(comparison.Engines[i].Engine)}" : "";
                bars.Add(new Bar(
                    $"{comparison.Model.Name}, {Figures.Threads(comparison.Threads)}{engine}", Figures.Ratio(ratio), ratio, $"e{i % HtmlPage.Colors}"));
            }
        }

        return Figure(
            BarChart.Draw("Ratio of medians by threads", bars, mark: 1),
            $"How many times as fast as {EngineNames.Of(last)}, by medians. The line is 1×: beyond it is faster.");
    }

    private static XElement Section(IReadOnlyList<ComparisonResult> comparisons) => new(
        "section",
        new XElement("h2", Svg.Clean(comparisons[0].Model.Name)),
        Paragraph(comparisons[0].MultiplyAdds is { } count
            ? $"{Figures.Millions(count)} million multiply-adds a run."
            : "The managed engine does not open it, so nobody counted its multiply-adds."),
        comparisons.Select(static comparison => new[]
        {
            new XElement("h3", $"Times with {Figures.Threads(comparison.Threads)}"),
            Figure(DistributionChart.Draw(comparison), "How many runs took how long; the line is the median."),
        }),
        Costs(comparisons),
        comparisons.Where(static comparison => comparison.Steps.Count > 0).Select(Steps));

    private static IEnumerable<XElement> Costs(IReadOnlyList<ComparisonResult> comparisons)
    {
        List<Bar> times = [], memory = [];
        foreach (ComparisonResult comparison in comparisons)
        {
            for (int i = 0; i < comparison.Engines.Count; i++)
            {
                EngineResult result = comparison.Engines[i];
                string label = $"{EngineNames.Of(result.Engine)}, {Figures.Threads(comparison.Threads)}";
                if (result.Fresh is { } fresh)
                {
                    string ready = $"{Figures.Milliseconds(fresh.Ready)} ms, again {Figures.Milliseconds(result.Load)} ms";
                    string resident = $"{Figures.Megabytes(fresh.ResidentBytes)} MB, peak {Figures.Megabytes(fresh.PeakResidentBytes)} MB";
                    string style = $"e{i % HtmlPage.Colors}";
                    times.Add(new Bar(label, ready, fresh.Ready.TotalMilliseconds, style) { Part = result.Load.TotalMilliseconds });
                    memory.Add(new Bar(label, resident, fresh.ResidentBytes, style) { Part = fresh.BareResidentBytes });
                }
                else
                {
                    times.Add(new Bar(label, $"{Figures.Milliseconds(result.Load)} ms", result.Load.TotalMilliseconds, $"e{i % HtmlPage.Colors}"));
                }
            }
        }

        yield return new XElement("h3", "Load");
        yield return Figure(
            BarChart.Draw("Time until ready", times),
            memory.Count > 0
                ? "From the file to the end of the first inference in a fresh process, which compiles or maps its engine; "
                    + "the thin bar is the same once more in a process that has done it before."
                : "From the file to the end of the first inference in a process that has loaded the model before.");
        if (memory.Count == 0)
            yield break;

        yield return new XElement("h3", "Memory");
        yield return Figure(
            BarChart.Draw("Memory of a fresh process", memory),
            $"Resident memory of a fresh process after {FreshCommand.Runs} runs, all of it; the thin bar is what the process had before it opened the model.");
    }

    private static IEnumerable<XElement> Steps(ComparisonResult comparison)
    {
        yield return new XElement("h3", $"Where the time goes with {Figures.Threads(comparison.Threads)}");
        yield return Figure(
            BarChart.Draw("The slowest steps", [.. comparison.SlowestSteps(BenchTables.Slowest).Select(step => BarOf(comparison, step))]),
            $"The {BenchTables.Slowest} slowest steps of the managed engine, by medians. "
            + "The thin bar is the time the step's multiply-adds would take at the peak, the figure in brackets the fraction of it.");
        yield return new XElement(
            "details",
            new XElement("summary", $"All {comparison.Steps.Count} steps in the order they run"),
            Figure(BarChart.Draw("Every step", [.. comparison.Steps.Select(step => BarOf(comparison, step))]), "On one scale."));
    }

    private static Bar BarOf(ComparisonResult comparison, StepProfile step)
    {
        double ideal = step.MultiplyAdds / comparison.Peak / 1e3;
        string rate = step.MultiplyAdds > 0
            ? $" · {Figures.Rate(step.GigaMultiplyAddsPerSecond)} GMAC/s ({Figures.Percent(step.GigaMultiplyAddsPerSecond / comparison.Peak)})"
            : "";
        return new Bar(Figures.Tail(step.Node, MaxNodeLabelLength), $"{Figures.Microseconds(step.Median)} µs, {Figures.Share(comparison.ShareOf(step))}",
            step.Median.TotalMicroseconds, "e0")
        {
            Part = Math.Min(ideal, step.Median.TotalMicroseconds),
            Caption = $"{step.Operator} {step.Output}{rate}",
            Tooltip = $"{step.Node}: {step.Kernels}",
        };
    }

    private static XElement Figure(XElement picture, string caption) => new("figure", picture, new XElement("figcaption", Svg.Clean(caption)));

    private static XElement Paragraph(string text) => new("p", Svg.Clean(text));
}
