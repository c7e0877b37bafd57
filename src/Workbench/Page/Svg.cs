using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace EdgeVision.Workbench.Page;

/// <summary>
/// Elements of a picture that is as wide as its place: x and width are fractions in [0, 1], everything else is in pixels, so text keeps its size on a
/// telephone. Built as XML, which escapes whatever a model calls its nodes.
/// </summary>
internal static class Svg
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    /// <summary>The picture.</summary>
    /// <param name="label">What it shows, for those who cannot see it.</param>
    public static XElement Picture(int height, string label, IEnumerable<XElement> content) =>
        new(s_svg + "svg", new XAttribute("role", "img"), new XAttribute("aria-label", Clean(label)), new XAttribute("height", height), content);

    public static XElement Rectangle(double x, double y, double width, double height, string style, string? tooltip = null) => new(
        s_svg + "rect",
        new XAttribute("x", Percent(x)), new XAttribute("y", Number(y)), new XAttribute("width", Percent(width)), new XAttribute("height", Number(height)),
        new XAttribute("class", style),
        tooltip is null ? null : new XElement(s_svg + "title", Clean(tooltip)));

    /// <summary>A filled circle of this radius in pixels.</summary>
    public static XElement Dot(double x, double y, double radius, string style, string tooltip) => new(
        s_svg + "circle",
        new XAttribute("cx", Percent(x)), new XAttribute("cy", Number(y)), new XAttribute("r", Number(radius)),
        new XAttribute("class", style),
        new XElement(s_svg + "title", Clean(tooltip)));

    /// <summary>A line straight down.</summary>
    public static XElement Upright(double x, double top, double bottom, string style) => new(
        s_svg + "line",
        new XAttribute("x1", Percent(x)), new XAttribute("x2", Percent(x)), new XAttribute("y1", Number(top)), new XAttribute("y2", Number(bottom)),
        new XAttribute("class", style));

    /// <summary>One line of text on the baseline <paramref name="y"/>; begins at the left edge, ends at the right one, and is centred elsewhere.</summary>
    public static XElement Text(double x, double y, string text, string? style = null) => new(
        s_svg + "text",
        new XAttribute("x", Percent(x)), new XAttribute("y", Number(y)),
        new XAttribute("text-anchor", x < 0.04 ? "start" : x > 0.96 ? "end" : "middle"),
        style is null ? null : new XAttribute("class", style),
        Clean(text));

    /// <summary><paramref name="text"/> without the characters that XML has no spelling for.</summary>
    public static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            clean.Append(rune.Value > char.MaxValue || XmlConvert.IsXmlChar((char)rune.Value) ? rune.ToString() : "\uFFFD");
        return clean.ToString();
    }

    private static string Percent(double fraction) => Number(fraction * 100) + "%";

    private static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
