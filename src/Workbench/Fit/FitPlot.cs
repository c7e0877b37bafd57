using EdgeVision.Workbench.Bench;

namespace EdgeVision.Workbench.Fit;

/// <summary>Accuracy over time as characters: a letter a member, small off the Pareto front, and a line where time is up. Time is logarithmic.</summary>
internal static class FitPlot
{
    private const int Margin = 7;
    private const char Limit = '┊';

    /// <summary>The lines of the plot and its legend.</summary>
    /// <param name="width">Characters of a line; at least 20 are used.</param>
    /// <param name="height">Lines between the axes, at least 2.</param>
    public static IReadOnlyList<string> Draw(FitReport report, int width, int height)
    {
        int columns = Math.Max(width, 20) - Margin - 1;
        LogScale time = report.TimeAxis;
        double least = report.Members.Min(static member => member.Published.Percent), most = report.Members.Max(static member => member.Published.Percent);
        char[][] cells = [.. Enumerable.Range(0, height).Select(_ => new string(' ', columns).ToCharArray())];
        double period = report.Limits.Period.TotalMilliseconds;
        int limit = Place(time.Of(period), columns);
        // Beyond the axis it is an arrow in the legend.
        foreach (char[] line in time.Holds(period) ? cells : [])
            line[limit] = Limit;

        string[] families = [.. report.Members.Select(static member => member.Published.Family).Distinct()];
        foreach (MeasuredMember member in report.Members.OrderBy(report.Front.Contains))
        {
            int row = Place(most > least ? (most - member.Published.Percent) / (most - least) : 0, height);
            char letter = (char)('a' + Array.IndexOf(families, member.Published.Family));
            cells[row][Place(time.Of(member.Times.Median.TotalMilliseconds), columns)] = member == report.Best
                ? '★'
                : report.Front.Contains(member) ? char.ToUpperInvariant(letter) : letter;
        }

        string first = Figures.Milliseconds(TimeSpan.FromMilliseconds(time.First)), last = Figures.Milliseconds(TimeSpan.FromMilliseconds(time.Last));
        return
        [
            $"{report.Task.Measure} % over ms",
            .. cells.Select((line, row) => $"{Label(row, height, most, least)} │{new string(line)}"),
            $"{new string(' ', Margin - 1)} └{new string('─', columns)}",
            $"{new string(' ', Margin)}{first}{last.PadLeft(columns - first.Length + 1)}",
            $"{string.Join("  ", families.Select(static (family, index) => $"{(char)('a' + index)} {family}"))}  "
            + $"capitals: Pareto front  {(time.Holds(period) ? Limit : limit == 0 ? '←' : '→')} {FitReport.Number(report.Limits.FramesPerSecond)} fps "
            + $"({Figures.Milliseconds(report.Limits.Period)} ms){(report.Best is null ? "" : "  ★ best")}",
        ];
    }

    private static int Place(double fraction, int count) => Math.Clamp((int)Math.Round(fraction * (count - 1)), 0, count - 1);

    private static string Label(int row, int height, double most, double least) =>
        (row == 0 ? FitReport.Number(most) : row == height - 1 ? FitReport.Number(least) : "").PadLeft(Margin - 1);
}
