using System.Globalization;
using System.Text;
using System.Xml.Linq;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Bench;
using EdgeVision.Workbench.Page;

namespace EdgeVision.Workbench.Tests.Bench;

public sealed class BenchPageTests : IDisposable
{
    private const string Nasty = "</text><script>alert(1)</script>&\"' \u0001\uD800";

    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public BenchPageTests() => File.WriteAllText(_model = _folder.PathTo("<b>net&\"1\".onnx"), "");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void IsOneWellFormedFileThatAsksForNothingElse()
    {
        string page = Written(Comparisons.Make(_model, steps: Comparisons.Step("node", 10, 500_000)));

        Assert.StartsWith("<!DOCTYPE html", page, StringComparison.Ordinal);
        XDocument document = XDocument.Parse(page);
        Assert.DoesNotContain(document.Descendants(), static element => element.Name.LocalName is "script" or "link" or "img" or "iframe" or "image" or "use");
        Assert.DoesNotContain(document.Descendants().Attributes(),
            static attribute => attribute.Name.LocalName is "src" or "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", page, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void StyleNeedsNoEscapes()
    {
        // A browser reads a style element as it stands, while XML would escape these.
        string style = Parsed(Comparisons.Make(_model)).Descendants("style").Single().Value;

        Assert.DoesNotContain('<', style);
        Assert.DoesNotContain('>', style);
        Assert.DoesNotContain('&', style);
    }

    [Fact]
    public void ElementsThatMayBeEmptyInHtmlOnlyAre()
    {
        XDocument document = Parsed(Comparisons.Make(_model, fresh: false, steps: Comparisons.Step("", 10)));

        Assert.DoesNotContain(
            document.Descendants(), static element => element.IsEmpty && element.Name.Namespace == XNamespace.None && element.Name.LocalName != "meta");
    }

    [Fact]
    public void NamesOfModelsAndNodesStayText()
    {
        string page = Written(Comparisons.Make(_model, steps: Comparisons.Step(Nasty, 10, 500_000)));

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        XDocument document = XDocument.Parse(page);
        Assert.Contains(document.Descendants("h2"), static heading => heading.Value == "<b>net&\"1\"");
        Assert.Contains(document.Descendants(s_svg + "title"),
            static title => title.Value.StartsWith("</text><script>alert(1)</script>&\"' \uFFFD\uFFFD", StringComparison.Ordinal));
    }

    [Fact]
    public void ShowsEveryPlot()
    {
        XDocument document = Parsed(
            Comparisons.Make(_model, threads: 1, steps: [Comparisons.Step("a", 10, 500_000), Comparisons.Step("b", 20)]),
            Comparisons.Make(_model, threads: 2));

        string[] labels = [.. document.Descendants(s_svg + "svg").Select(static picture => picture.Attribute("aria-label")!.Value)];
        foreach (string label in (string[])["Ratio of medians by threads", "Time until ready", "Memory of a fresh process", "The slowest steps", "Every step"])
            Assert.Contains(label, labels);
        Assert.Equal(2, labels.Count(static label => label.StartsWith("Times of the runs", StringComparison.Ordinal)));
        Assert.Contains(document.Descendants(s_svg + "text"), static text => text.Value == "Conv+Clip [1, 16, 8, 8] · 50.0 GMAC/s (50 %)");
    }

    [Fact]
    public void DrawsNothingBesideThePicture()
    {
        XDocument document = Parsed(Comparisons.Make(_model, steps: [Comparisons.Step("a", 1e-9, 500_000), Comparisons.Step("b", 20)]));

        XElement[] rectangles = [.. document.Descendants(s_svg + "rect")];
        Assert.NotEmpty(rectangles);
        foreach (XElement rectangle in rectangles)
        {
            double x = Percent(rectangle, "x"), width = Percent(rectangle, "width");
            Assert.True(x >= 0 && width >= 0 && x + width <= 100.001, rectangle.ToString());
        }
    }

    [Fact]
    public void OneEngineWithoutFreshProcessesIsAPageToo()
    {
        ComparisonResult comparison = Comparisons.Make(_model, fresh: false);
        XDocument document = Parsed(comparison with { Engines = [comparison.Engines[0]], MultiplyAdds = null });

        Assert.DoesNotContain(
            document.Descendants(s_svg + "svg"), static picture => picture.Attribute("aria-label")!.Value.StartsWith("Ratio", StringComparison.Ordinal));
        Assert.Contains(document.Descendants("td"), static cell => cell.Value == Figures.None);
    }

    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(2.1, 2.1001)]
    [InlineData(8, 9000)]
    public void AxisHasAFewRoundTicks(double first, double last)
    {
        double[] ticks = [.. DistributionChart.Ticks(first, last)];

        Assert.InRange(ticks.Length, 3, 8);
        Assert.All(ticks, tick => Assert.InRange(tick, first, last));
    }

    private static double Percent(XElement element, string name) => double.Parse(element.Attribute(name)!.Value.TrimEnd('%'), CultureInfo.InvariantCulture);

    private static XDocument Parsed(params ComparisonResult[] comparisons) => XDocument.Parse(Written(comparisons));

    private static string Written(params ComparisonResult[] comparisons)
    {
        using MemoryStream stream = new();
        HtmlPage.Write(stream, BenchPage.Create(Comparisons.Machine, comparisons));
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
