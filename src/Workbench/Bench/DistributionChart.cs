using System.Xml.Linq;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Bench;

/// <summary>How the times of an engine's runs are spread, one histogram an engine over one axis.</summary>
internal static class DistributionChart
{
    private const int Bins = 80;
    private const int RowHeight = 74;
    private const int BarsTop = 22;
    private const int BarsHeight = 42;

    // Beyond it lie the few runs that something else disturbed; they would squeeze all others into one corner.
    private const double Edge = 0.98;

    private static readonly double[] s_roundSteps = [5, 2, 1];

    public static XElement Draw(ComparisonResult comparison)
    {
        double first = comparison.Engines.Min(static engine => engine.Times.Minimum.TotalMilliseconds);
        double last = comparison.Engines.Max(static engine => engine.Times.Quantile(Edge).TotalMilliseconds);
        double width = Math.Max(last - first, 1e-3);
        List<XElement> content = [];
        int axis = comparison.Engines.Count * RowHeight;
        foreach (double tick in Ticks(first, first + width))
        {
            double x = (tick - first) / width;
            for (int row = 0; row < comparison.Engines.Count; row++)
                content.Add(Svg.Upright(x, row * RowHeight + BarsTop, row * RowHeight + BarsTop + BarsHeight, "axis"));
            content.Add(Svg.Text(x, axis + 14, $"{tick:0.####} ms", "faint"));
        }

        for (int row = 0; row < comparison.Engines.Count; row++)
            content.AddRange(DrawRow(comparison.Engines[row], row, first, width));

        return Svg.Picture(axis + 20, $"Times of the runs of {comparison.Model.Name} with {comparison.Threads} threads", content);
    }

    /// <summary>Three to seven round numbers between <paramref name="first"/> and <paramref name="last"/>.</summary>
    internal static IEnumerable<double> Ticks(double first, double last)
    {
        double power = Math.Pow(10, Math.Floor(Math.Log10((last - first) / 3)));
        double step = s_roundSteps.Select(factor => factor * power).First(candidate => (last - first) / candidate >= 3);
        for (double tick = Math.Ceiling(first / step) * step; tick <= last; tick += step)
            yield return tick;
    }

    private static IEnumerable<XElement> DrawRow(EngineResult engine, int row, double first, double width)
    {
        int[] counts = new int[Bins];
        int beyond = 0;
        foreach (TimeSpan time in engine.Times.Sorted)
        {
            double place = (time.TotalMilliseconds - first) / width;
            if (place > 1)
                beyond++;
            else
                counts[Math.Min((int)(place * Bins), Bins - 1)]++;
        }

        string style = $"e{row % HtmlPage.Colors}";
        int top = row * RowHeight, bottom = top + BarsTop + BarsHeight, most = Math.Max(counts.Max(), 1);
        for (int bin = 0; bin < Bins; bin++)
        {
            double height = (double)counts[bin] / most * BarsHeight;
            if (height > 0)
                yield return Svg.Rectangle((double)bin / Bins, bottom - height, 0.9 / Bins, height, style);
        }

        double median = (engine.Times.Median.TotalMilliseconds - first) / width;
        if (median <= 1)
            yield return Svg.Upright(median, top + BarsTop - 4, bottom, "mark");
        yield return Svg.Text(0, top + 14, EngineNames.Of(engine.Engine));
        yield return Svg.Text(1, top + 14, $"median {Figures.Milliseconds(engine.Times.Median)} ms{(beyond > 0 ? $", {beyond} runs beyond" : "")}");
    }
}
