using System.Xml.Linq;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Fit;

/// <summary>The report as one HTML page that needs nothing else.</summary>
internal static class FitPage
{
    private static readonly string[] s_headings = ["network", "alpha", "pixels", "published %", "million MACs", "million params", "median ms", "p95 ms", "fps",
        "memory MB", "arena MB", "", "accuracy from"];

    /// <summary>The page.</summary>
    public static XDocument Create(FitReport report) => HtmlPage.Create(
        "EdgeVision fit",
        new XElement(
            "p", Svg.Clean($"{report.Machine}; managed engine, {Figures.Threads(report.Threads)}, random weights, "
                + $"{report.Members[0].Times.Sorted.Count} runs of each network.")),
        new XElement("p", new XElement("strong", Svg.Clean(report.Answer))),
        new XElement(
            "figure",
            FitChart.Draw(report),
            new XElement("figcaption",
                Svg.Clean($"Published {report.Task.Measure} over the median time on this board, which is logarithmic. Large dots are the Pareto front; "
                    + "the line is the time there is for one inference."))),
        new XElement("div", new XAttribute("class", "wide"), Table(report)));

    private static XElement Table(FitReport report) => new(
        "table",
        new XElement("thead", Row("th", s_headings)),
        new XElement("tbody", report.BySpeed.Select(member => Row("td", [.. FitRow.Of(member), report.MarksOf(member), member.Published.Source]))));

    private static XElement Row(string cell, string[] texts) => new(
        "tr", texts.Select((text, column) => new XElement(cell, column is 0 or > 10 ? new XAttribute("class", "word") : null, Svg.Clean(text))));
}
