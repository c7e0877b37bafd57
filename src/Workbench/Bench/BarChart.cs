using System.Xml.Linq;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Bench;

/// <summary>Bars that lie below each other, each under its own words, so that a narrow screen needs no column for labels.</summary>
internal static class BarChart
{
    private const int BarTop = 20;
    private const int BarHeight = 12;
    private const int Gap = 10;
    private const int CaptionHeight = 17;

    /// <param name="label">What the chart shows.</param>
    /// <param name="mark">A length to compare with, drawn as a line through all bars.</param>
    public static XElement Draw(string label, IReadOnlyList<Bar> bars, double? mark = null)
    {
        double longest = bars.Select(static bar => bar.Length).Append(mark ?? 0).Append(double.Epsilon).Max();
        List<XElement> content = [];
        int y = 0;
        foreach (Bar bar in bars)
        {
            content.Add(Svg.Text(0, y + 14, bar.Label));
            content.Add(Svg.Text(1, y + 14, bar.Value));
            content.Add(Svg.Rectangle(0, y + BarTop, 1, BarHeight, "track"));
            content.Add(Svg.Rectangle(0, y + BarTop, bar.Length / longest, BarHeight, bar.Style, bar.Tooltip));
            if (bar.Part > 0)
                content.Add(Svg.Rectangle(0, y + BarTop + 3, bar.Part / longest, BarHeight - 6, "deep", bar.Tooltip));
            if (mark is { } place)
                content.Add(Svg.Upright(place / longest, y + BarTop - 2, y + BarTop + BarHeight + 2, "mark"));
            y += BarTop + BarHeight;
            if (bar.Caption is { } caption)
                content.Add(Svg.Text(0, (y += CaptionHeight) - 3, caption, "faint"));
            y += Gap;
        }

        return Svg.Picture(y, label, content);
    }
}
