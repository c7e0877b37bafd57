using System.Globalization;
using System.Xml.Linq;
using EdgeVision.Inference.Sessions;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Bench;

/// <summary>Results as one HTML page that needs nothing else: no script, no font, no picture from elsewhere.</summary>
internal static class BenchPage
{
    private const int LongestNodeLabel = 30;

    /// <summary>The page.</summary>
    /// <param name="contests">At least one; those of one model follow each other.</param>
    public static XDocument Create(MachineDescription machine, IReadOnlyList<ContestResult> contests) => HtmlPage.Create(
        "EdgeVision bench",
        Paragraph($"{machine}. Engines ran in turn, run by run, {contests[0].Runs} runs each."),
        Paragraph("GMAC/s are 10⁹ multiply-adds of 32-bit floats a second, in the median run. The peak is what the cores can do at most, measured in the widest registers before and after."),
        TimesTable(contests),
        contests.Select(static contest => contest.Disturbance).OfType<string>().Select(Paragraph),
        contests[0].Engines.Count > 1 ? Ratios(contests) : null,
        CostsTable(contests),
        contests.GroupBy(static contest => contest.Model).Select(static model => Section([.. model])));

    private static XElement TimesTable(IReadOnlyList<ContestResult> contests) => Table(
        contests, ["min ms", "median ms", "p95 ms", "ratio", "GMAC/s", "peak", "of peak"], static (contest, result) =>
        [
            Figures.Milliseconds(result.Times.Minimum), Figures.Milliseconds(result.Times.Median), Figures.Milliseconds(result.Times.Percentile95),
            Figures.Ratio(contest.SpeedAgainstLast(result)), Figures.Rate(contest.Rate(result)), Figures.Rate(contest.Peak), Figures.Percent(contest.PeakFraction(result)),
        ]);

    private static XElement CostsTable(IReadOnlyList<ContestResult> contests) => Table(
        contests, ["ready ms", "load ms", "memory MB", "peak MB", "arena MB"], static (_, result) =>
        [
            Figures.Milliseconds(result.Fresh?.Ready), Figures.Milliseconds(result.Load),
            Figures.Megabytes(result.Fresh?.ResidentBytes), Figures.Megabytes(result.Fresh?.PeakResidentBytes), Figures.Megabytes(result.ArenaBytes),
        ]);

    private static XElement Table(IReadOnlyList<ContestResult> contests, string[] headings, Func<ContestResult, EngineResult, string[]> cells)
    {
        IEnumerable<XElement> rows = contests.SelectMany(contest => contest.Engines.Select(result =>
            Row("td", [contest.Model.Name, contest.Threads.ToString(CultureInfo.InvariantCulture), EngineNames.Of(result.Engine), .. cells(contest, result)])));
        XElement table = new("table", new XElement("thead", Row("th", ["network", "threads", "engine", .. headings])), new XElement("tbody", rows));
        return new XElement("div", new XAttribute("class", "wide"), table);
    }

    private static XElement Row(string cell, string[] texts) => new(
        "tr", texts.Select((text, column) => new XElement(cell, column is 0 or 2 ? new XAttribute("class", "word") : null, Svg.Clean(text))));

    private static XElement Ratios(IReadOnlyList<ContestResult> contests)
    {
        EngineKind last = contests[0].Engines[^1].Engine;
        List<Bar> bars = [];
        foreach (ContestResult contest in contests)
        {
            for (int i = 0; i < contest.Engines.Count - 1; i++)
            {
                double ratio = contest.SpeedAgainstLast(contest.Engines[i]);
                string engine = contest.Engines.Count > 2 ? $", {EngineNames.Of(contest.Engines[i].Engine)}" : "";
                bars.Add(new Bar($"{contest.Model.Name}, {Figures.Threads(contest.Threads)}{engine}", Figures.Ratio(ratio), ratio, $"e{i % HtmlPage.Colors}"));
            }
        }

        return Figure(
            BarChart.Draw("Ratio of medians by threads", bars, mark: 1),
            $"How many times as fast as {EngineNames.Of(last)}, by medians. The line is 1×: beyond it is faster.");
    }

    private static XElement Section(IReadOnlyList<ContestResult> contests) => new(
        "section",
        new XElement("h2", Svg.Clean(contests[0].Model.Name)),
        Paragraph(contests[0].MultiplyAdds is { } count ? $"{Figures.Millions(count)} million multiply-adds a run." : "The managed engine does not open it, so nobody counted its multiply-adds."),
        contests.Select(static contest => new[]
        {
            new XElement("h3", $"Times with {Figures.Threads(contest.Threads)}"),
            Figure(DistributionChart.Draw(contest), "How many runs took how long; the line is the median."),
        }),
        Costs(contests),
        contests.Where(static contest => contest.Steps.Count > 0).Select(Steps));

    private static IEnumerable<XElement> Costs(IReadOnlyList<ContestResult> contests)
    {
        List<Bar> times = [], memory = [];
        foreach (ContestResult contest in contests)
        {
            for (int i = 0; i < contest.Engines.Count; i++)
            {
                EngineResult result = contest.Engines[i];
                string label = $"{EngineNames.Of(result.Engine)}, {Figures.Threads(contest.Threads)}";
                if (result.Fresh is { } fresh)
                {
                    times.Add(new Bar(label, $"{Figures.Milliseconds(fresh.Ready)} ms, again {Figures.Milliseconds(result.Load)} ms", fresh.Ready.TotalMilliseconds, $"e{i % HtmlPage.Colors}") { Part = result.Load.TotalMilliseconds });
                    memory.Add(new Bar(label, $"{Figures.Megabytes(fresh.ResidentBytes)} MB, peak {Figures.Megabytes(fresh.PeakResidentBytes)} MB", fresh.ResidentBytes, $"e{i % HtmlPage.Colors}") { Part = fresh.BareResidentBytes });
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
                ? "From the file to the end of the first inference in a fresh process, which compiles or maps its engine; the thin bar is the same once more in a process that has done it before."
                : "From the file to the end of the first inference in a process that has loaded the model before.");
        if (memory.Count == 0)
            yield break;

        yield return new XElement("h3", "Memory");
        yield return Figure(
            BarChart.Draw("Memory of a fresh process", memory),
            $"Resident memory of a fresh process after {FreshCommand.Runs} runs, all of it; the thin bar is what the process had before it opened the model.");
    }

    private static IEnumerable<XElement> Steps(ContestResult contest)
    {
        yield return new XElement("h3", $"Where the time goes with {Figures.Threads(contest.Threads)}");
        yield return Figure(
            BarChart.Draw("The slowest steps", [.. contest.SlowestSteps(BenchTables.Slowest).Select(step => BarOf(contest, step))]),
            $"The {BenchTables.Slowest} slowest steps of the managed engine, by medians. The thin bar is the time the step's multiply-adds would take at the peak, the figure in brackets the fraction of it.");
        yield return new XElement(
            "details",
            new XElement("summary", $"All {contest.Steps.Count} steps in the order they run"),
            Figure(BarChart.Draw("Every step", [.. contest.Steps.Select(step => BarOf(contest, step))]), "On one scale."));
    }

    private static Bar BarOf(ContestResult contest, StepProfile step)
    {
        double ideal = step.MultiplyAdds / contest.Peak / 1e3;
        string rate = step.MultiplyAdds > 0 ? $" · {Figures.Rate(step.GigaMultiplyAddsPerSecond)} GMAC/s ({Figures.Percent(step.GigaMultiplyAddsPerSecond / contest.Peak)})" : "";
        return new Bar(Figures.Tail(step.Node, LongestNodeLabel), $"{Figures.Microseconds(step.Median)} µs, {Figures.Share(contest.ShareOf(step))}", step.Median.TotalMicroseconds, "e0")
        {
            Part = Math.Min(ideal, step.Median.TotalMicroseconds),
            Caption = $"{step.Operator} {step.Output}{rate}",
            Tooltip = $"{step.Node}: {step.Kernels}",
        };
    }

    private static XElement Figure(XElement picture, string caption) => new("figure", picture, new XElement("figcaption", Svg.Clean(caption)));

    private static XElement Paragraph(string text) => new("p", Svg.Clean(text));
}
