using System.Xml.Linq;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Fit;

/// <summary>Accuracy over time, a dot a member.</summary>
internal static class FitChart
{
    private const int Top = 30;
    private const int Height = 300;
    private const double Left = 0.06;
    private const double Width = 0.9;
    private const int FrontRadius = 6;
    private const int Radius = 3;

    public static XElement Draw(FitReport report)
    {
        LogScale time = report.TimeAxis;
        double least = report.Members.Min(static member => member.Published.Percent), most = report.Members.Max(static member => member.Published.Percent);
        string[] families = [.. report.Members.Select(static member => member.Published.Family).Distinct()];
        List<XElement> content =
        [
            .. time.Ticks().SelectMany(tick => new[]
            {
                Svg.Upright(X(tick), Top - 6, Top + Height + 6, "axis"),
                Svg.Text(X(tick), Top + Height + 24, FormattableString.Invariant($"{tick:0.####} ms"), "faint"),
            }),
            .. Limit(report, time, X),
            Svg.Text(0, Top + 4, FitReport.Number(most), "faint"),
            Svg.Text(0, Top + Height + 4, FitReport.Number(least), "faint"),
        ];
        foreach (MeasuredMember member in report.Members)
        {
            double y = Top + (most > least ? (most - member.Published.Percent) / (most - least) : 0) * Height;
            string tooltip = $"{member.Published.Design.Name}: {FitReport.Number(member.Published.Percent)} %, {Figures.Milliseconds(member.Times.Median)} ms";
            content.Add(Svg.Dot(
                X(member.Times.Median.TotalMilliseconds), y, report.Front.Contains(member) ? FrontRadius : Radius, Style(member.Published.Family), tooltip));
        }

        int line = Top + Height + 46;
        foreach (string family in families)
        {
            content.Add(Svg.Dot(0.01, line - 4, FrontRadius, Style(family), family));
            content.Add(Svg.Text(0.03, line, family));
            line += 20;
        }

        return Svg.Picture(line, $"{report.Task.Measure} over time", content);

        double X(double milliseconds) => Left + time.Of(milliseconds) * Width;
        string Style(string family) => $"e{Array.IndexOf(families, family) % HtmlPage.Colors}";
    }

    /// <summary>Where time is up: a line, or an arrow at the edge behind which it is.</summary>
    private static IEnumerable<XElement> Limit(FitReport report, LogScale time, Func<double, double> place)
    {
        double period = report.Limits.Period.TotalMilliseconds;
        string words = $"{FitReport.Number(report.Limits.FramesPerSecond)} fps";
        if (!time.Holds(period))
            return [period > time.Last
                ? Svg.Text(1, Top - 12, $"{words}: {Figures.Milliseconds(report.Limits.Period)} ms →", "faint")
                : Svg.Text(0, Top - 12, $"← {words}: {Figures.Milliseconds(report.Limits.Period)} ms", "faint")];
        return [Svg.Upright(place(period), Top - 6, Top + Height + 6, "mark"), Svg.Text(place(period), Top - 12, words, "faint")];
    }
}
