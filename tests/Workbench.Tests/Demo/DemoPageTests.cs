using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.Inference.Detection;
using EdgeVision.Inference.Models;
using EdgeVision.TestKit;
using EdgeVision.Workbench.Demo;
using Spectre.Console;

namespace EdgeVision.Workbench.Tests.Demo;

public sealed class DemoPageTests
{
    private const string EventPayload = """
        {"schema":"edgevision.event/1","device":"demo","camera":"pictures","rule":"person","kind":"start","object":{"label":"person","score":0.632}}
        """;

    private static readonly DemoSummary s_summary = new(119, 15.1, TimeSpan.FromMilliseconds(9.2), TimeSpan.FromMilliseconds(28.7), 12, 7, 133, 119);
    private static readonly DemoScene s_cat = new(451, 300, [new DemoBox(16, new BoundingBox(1, 2, 406, 298))]);

    [Theory]
    [InlineData(40, 24)]
    [InlineData(80, 24)]
    [InlineData(120, 30)]
    [InlineData(200, 60)]
    public void FitsTheTerminalAndBreaksNoWord(int width, int height)
    {
        string[] lines = Lines(width, height, pictures: true);

        Assert.InRange(lines.Length, height - 2, height);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        foreach (string word in (string[])["bundled", "pictures.", "person", "frames", "second,", "messages", "broker"])
            Assert.Contains(lines, line => line.Split(' ').Contains(word));
    }

    [Theory, InlineData(40), InlineData(80)]
    public void AnEventsRuleAndKindAreReadable(int width)
    {
        string[] lines = Lines(width, 24, pictures: true);

        Assert.Contains(lines, static line => line.Contains(""" {"rule":"person","kind":"start" """.Trim(), StringComparison.Ordinal));
    }

    [Fact]
    public void SaysWhenTheLampFollowsItsRule()
    {
        string page = string.Join(' ', Lines(200, 60, pictures: false));

        Assert.Contains("Follows the rule cat: on when 3 of 5 frames match, off 0.5 s after the last match.", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ShowsThePictureWithItsBoxes()
    {
        string[] lines = Lines(80, 24, pictures: true);

        Assert.True(lines.Count(static line => line.StartsWith('▀')) >= 10);
    }

    [Fact]
    public void EachBundledPictureIsKnownByItsSize()
    {
        using var pictures = new DemoPictures(Repository.PathTo("samples"));
        pictures.Open();

        BlockPicture?[] drawn = [pictures.Draw(512, 512, 30, 10), pictures.Draw(451, 300, 30, 10), pictures.Draw(600, 400, 30, 10)];

        Assert.Equal(3, Directory.GetFiles(Repository.PathTo("samples"), "*.jpg").Length);
        Assert.Equal(3, drawn.OfType<BlockPicture>().Distinct().Count());
        Assert.Null(pictures.Draw(640, 480, 30, 10));
    }

    private static string[] Lines(int width, int height, bool pictures)
    {
        using var output = new StringWriter();
        AnsiConsoleSettings plain = new() { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(output) };
        IAnsiConsole console = AnsiConsole.Create(plain);
        console.Profile.Width = width;
        using var samples = new DemoPictures(Repository.PathTo("samples"));
        samples.Open();
        ModelManifest model = ModelPackage.Open(Repository.PathTo("models", "ssdlite-mobilenet-v2-coco")).Manifest;
        var page = new DemoPage(DemoOptions.Create(new InferenceOptions(), model, 1883), pictures ? samples : null);
        for (int i = 0; i < 60; i++)
        {
            page.Take(
            [
                new DemoLine(TimeSpan.FromSeconds(i), "sees", "pictures", "person 0.63"),
                new DemoLine(TimeSpan.FromSeconds(i), "event", "person", DemoOptions.EventStart),
                new DemoLine(TimeSpan.FromSeconds(i), "output", "lamp", "on"),
                new DemoLine(TimeSpan.FromSeconds(i), "mqtt", "edgevision/demo/pictures/events", EventPayload.Trim()),
            ]);
        }

        console.Write(page.Render(console, height, s_cat, s_summary));
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
