using System.Text.Json;
using System.Xml.Linq;
using EdgeVision.Workbench.Fit;
using Spectre.Console;

namespace EdgeVision.Workbench.Tests.Fit;

public sealed class FitReportTests
{
    private static readonly FitReport s_report = Members.Report(
        30, Members.Make(1.0, 71.8, 40), Members.Make(0.75, 69.8, 20), Members.Make(1.0, 60, 4, family: "mobilenet-v1"));

    [Fact]
    public void NamesTheBestWithItsFigures()
    {
        Assert.Equal(
            "For 30 inferences a second with 2 threads: mobilenet-v2-0.75-224, 69.8 % ImageNet top-1 as published, 20.00 ms, 20.00 ms in 19 of 20 runs.",
            s_report.Answer);
        Assert.Equal(["Pareto", "best, Pareto", "fits, Pareto"], s_report.Members.Select(s_report.MarksOf));
    }

    [Fact]
    public void SaysHowFarOffWhereNothingFits()
    {
        string answer = Members.Report(500, Members.Make(1.0, 71.8, 40), Members.Make(0.75, 69.8, 20)).Answer;

        Assert.StartsWith("Nothing fits 500 inferences a second with 2 threads; the fastest takes 20.00 ms", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void ThePlotPutsTheFastLeftTheAccurateOnTopAndTheLimitBetween()
    {
        IReadOnlyList<string> lines = FitPlot.Draw(s_report, width: 60, height: 10);

        string top = lines[1], bottom = lines[10];
        Assert.StartsWith("  71.8 │", top, StringComparison.Ordinal);
        Assert.EndsWith("A", top, StringComparison.Ordinal);
        Assert.StartsWith("    60 │B", bottom, StringComparison.Ordinal);
        Assert.All(lines.Skip(1).Take(10), static line => Assert.Equal(60, line.Length));
        int star = lines.Single(static line => line.Contains('★') && line.Contains('│')).IndexOf('★'), limit = top.IndexOf('┊');
        Assert.InRange(star, 9, limit - 1);
        Assert.Contains("a mobilenet-v2  b mobilenet-v1", lines[^1], StringComparison.Ordinal);
    }

    [Theory, InlineData(15, '→'), InlineData(0.1, '→'), InlineData(900, '←')]
    public void ThePlotIsOfTheMembersAndTheLimitAnArrowWhereItIsFarFromThem(double framesPerSecond, char arrow)
    {
        FitReport report = Members.Report(framesPerSecond, Members.Make(1.0, 71.8, 6), Members.Make(0.75, 69.8, 5), Members.Make(0.5, 60, 4));

        IReadOnlyList<string> lines = FitPlot.Draw(report, width: 60, height: 10);

        string[] letters = [.. lines.Skip(1).Take(10).Select(static line => line[8..])];
        int[] columns = [.. letters.Select(static line => line.IndexOfAny(['a', 'A', '★'])).Where(static column => column >= 0)];
        Assert.Equal((0, 51), (columns.Min(), columns.Max()));
        Assert.DoesNotContain(letters, static line => line.Contains('┊', StringComparison.Ordinal));
        Assert.Contains($"{arrow} {FitReport.Number(framesPerSecond)} fps (", lines[^1], StringComparison.Ordinal);
        XDocument page = FitPage.Create(report);
        Assert.Contains(page.Descendants(), element => element.Name.LocalName == "text" && element.Value.Contains(arrow, StringComparison.Ordinal));
        Assert.DoesNotContain(page.Descendants(), static element => element.Attribute("class")?.Value == "mark");
    }

    [Fact]
    public void OneMemberIsAPlotToo() =>
        Assert.Contains(FitPlot.Draw(Members.Report(25, Members.Make(1.0, 71.8, 40)), 10, 2), static line => line.Contains('★'));

    [Fact]
    public void TheTableHasARowForEachMemberSlowestFirst()
    {
        using StringWriter output = new();
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = 320;

        new FitTable(console).Write(s_report);

        string[][] rows = [.. output.ToString().Split('\n').Where(static line => line.StartsWith("│ mobilenet", StringComparison.Ordinal))
            .Select(static line => line.Split('│', StringSplitOptions.TrimEntries)[1..^1])];
        Assert.Equal(["mobilenet-v2", "1", "224", "71.8", "300.0", "3.5", "40.00", "40.00", "25.0", "10.0", "2.0", "Pareto", "a paper"], rows[0]);
        Assert.Equal(["1", "0.75", "1"], rows.Select(static row => row[1]));
        Assert.Contains(s_report.Answer, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ThePageIsWellFormedAndHasADotForEachMember()
    {
        XDocument page = XDocument.Parse(FitPage.Create(s_report).ToString());

        XElement[] dots = [.. page.Descendants().Where(static element => element.Name.LocalName == "circle")];
        Assert.Equal(3 + 2, dots.Length);
        Assert.Contains(dots, static dot => dot.Value == "mobilenet-v2-0.75-224: 69.8 %, 20.00 ms");
        Assert.Equal(3, page.Descendants("tbody").Elements("tr").Count());
        Assert.Contains("<board> & Co", page.Descendants("p").First().Value, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Descendants().Attributes(), static attribute => attribute.Name.LocalName is "src" or "href");
    }

    [Theory, InlineData("classify"), InlineData("detect"), InlineData("segment")]
    public void EachFamilyOfATaskHasItsOwnColor(string name)
    {
        FitTask task = FitTask.All.Single(task => task.Name == name);
        string[] families = [.. task.Members.Select(static member => member.Family).Distinct()];
        FitReport report = Members.Report(30, [.. families.Select((family, index) => Members.Make(1.0 + index, 50 + index, 10, family: family))]);

        XDocument page = FitPage.Create(report);

        string[] classes = [
            .. page.Descendants().Where(static element => element.Name.LocalName == "circle").Select(static dot => dot.Attribute("class")!.Value).Distinct()];
        Assert.Equal(families.Length, classes.Length);
        string style = page.Descendants("style").Single().Value;
        string[] colors = [.. classes.Select(one => style.Split($"--{one}: ")).SelectMany(static parts => parts[1..]).Select(static part => part[..7])];
        Assert.All(classes, one => Assert.Contains($"svg .{one} {{ fill: var(--{one}); }}", style, StringComparison.Ordinal));
        Assert.Equal(2 * classes.Length, colors.Distinct().Count());
    }

    [Fact]
    public void JsonHasTheMembersAndTheChoice()
    {
        JsonElement member = Written(line => FitJson.WriteMember(line, s_report, s_report.Members[1])),
            choice = Written(line => FitJson.WriteAnswer(line, s_report));

        Assert.Equal(("mobilenet-v2", 0.75, 69.8, 20.0), (member.GetProperty("network").GetString(), member.GetProperty("alpha").GetDouble(),
            member.GetProperty("publishedPercent").GetDouble(), member.GetProperty("medianMs").GetDouble()));
        Assert.True(member.GetProperty("fits").GetBoolean() && member.GetProperty("paretoFront").GetBoolean());
        Assert.Equal(("mobilenet-v2-0.75-224", JsonValueKind.Null), (choice.GetProperty("best").GetString(), choice.GetProperty("bytes").ValueKind));
    }

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }
}
