using System.Globalization;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Outputs.Gpio;
using EdgeVision.EdgeAgent.Rules;
using Spectre.Console;
using Spectre.Console.Rendering;
using Line = Spectre.Console.Rule;

namespace EdgeVision.Workbench.Demo;

/// <summary>
/// What a person watching the demo reads: what the network sees in which picture, what rules, lamp and broker make of that, and what happened last.
/// </summary>
/// <param name="options">What the demo runs with.</param>
/// <param name="pictures">What its camera shows; <see langword="null"/>: no pictures, as the terminal has too few colours.</param>
internal sealed class DemoPage(EdgeVisionOptions options, DemoPictures? pictures)
{
    // Below it the words beside a picture would have no room.
    private const int NarrowestForPicture = 72;

    // Below it a message's time and topic give their room to its words.
    private const int NarrowestForAll = 60;
    private const int MaxLinesKept = 100;
    private const int MinHappened = 3;
    private const string TopicPrefix = $"edgevision/{DemoOptions.Device}/";

    private readonly Queue<DemoLine> _happened = new();
    private readonly HashSet<string> _holding = [];
    private string _seen = "nothing yet";
    private bool _isLampOn;

    /// <summary>Takes in what happened.</summary>
    public void Take(IReadOnlyList<DemoLine> lines)
    {
        foreach (DemoLine line in lines)
        {
            if (line.Kind == "sees")
                _seen = line.Text;
            else if (line.Kind == "output")
                _isLampOn = line.Text == "on";
            else if (line.Kind == "event" && line.Text == DemoOptions.EventStart)
                _holding.Add(line.Subject);
            else if (line.Kind == "event")
                _holding.Remove(line.Subject);

            _happened.Enqueue(line);
            if (_happened.Count > MaxLinesKept)
                _happened.Dequeue();
        }
    }

    /// <summary>The page, as wide as <paramref name="console"/> and no higher than <paramref name="height"/>, where that has room for its fixed part.</summary>
    public IRenderable Render(IAnsiConsole console, int height, DemoScene? scene, DemoSummary summary)
    {
        int width = console.Profile.Width;
        IRenderable top = new Rows(Title(), new Line().RuleStyle("grey"), Now(width, height, scene, summary), new Line().RuleStyle("grey"));
        int room = Math.Max(height - HeightOf(console, top), MinHappened);
        return new Rows(top, Happened(width, room));
    }

    private static int HeightOf(IAnsiConsole console, IRenderable part) =>
        Segment.SplitLines(part.Render(RenderOptions.Create(console, console.Profile.Capabilities), console.Profile.Width)).Count;

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");

    private static Color KindColor(string kind) => kind switch
    {
        "sees" => Color.Blue,
        "event" => Color.Fuchsia,
        "output" => Color.Yellow,
        _ => Color.Green,
    };

    private static string Words(DemoLine line) => line.Kind switch
    {
        "event" => $"rule {line.Subject} {line.Text}",
        "output" => $"{line.Subject} {line.Text}",
        "mqtt" => PayloadExcerpt.Of(line.Text),
        _ => line.Text,
    };

    private Markup Title() => new($"[bold]EdgeVision demo[/]  [grey]{options.Inference.Model.Place.EscapeMarkup()} on bundled pictures. Ctrl-C ends it.[/]");

    private Grid Now(int width, int height, DemoScene? scene, DemoSummary summary)
    {
        // Three columns to a row is the shape 3:2 of most pictures; half of the height is left to what happened.
        int rows = Math.Clamp(height / 2 - 1, 4, 18), columns = Math.Min(3 * rows, width / 2);
        bool hasPicture = pictures is not null && width >= NarrowestForPicture && height > 12;
        Grid facts = Facts(summary);
        var now = new Grid { Expand = true };
        if (hasPicture)
            now.AddColumn(new GridColumn().Width(columns).NoWrap().Padding(0, 0, 2, 0));
        now.AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        if (!hasPicture)
            return now.AddRow(facts);

        IRenderable picture = scene is not null && pictures!.Draw(scene.Width, scene.Height, columns, rows) is { } drawn
            ? drawn.Render(scene)
            : new Text(new string('\n', rows - 1));
        return now.AddRow(picture, facts);
    }

    private Grid Facts(DemoSummary summary)
    {
        OutputOptions lamp = options.Outputs[0];
        RuleOptions rule = options.Rules[0];
        string rules = string.Join("  ", options.Rules.Select(one => _holding.Contains(one.Name) ? $"[fuchsia]● {one.Name}[/]" : $"[grey]○ {one.Name}[/]"));
        string delay = $"Follows the rule {lamp.Rule}: on when {rule.StartFrames} of {rule.StartWindow} frames match, "
            + $"off {Seconds(rule.EndAfter)} after the last match.";
        var facts = new Grid();
        facts.AddColumn(new GridColumn().NoWrap().Padding(0, 0, 2, 0)).AddColumn(new GridColumn().Padding(0, 0, 0, 0));
        AddRow("sees", $"[bold]{_seen.EscapeMarkup()}[/]");
        AddRow("rules", rules);
        AddRow("lamp", _isLampOn ? "[bold yellow]● on[/]" : "[grey]○ off[/]");
        AddRow("", $"[grey]{delay}[/]");
        AddRow("speed", string.Create(CultureInfo.InvariantCulture, $"{summary.FramesPerSecond:0.0} frames a second, {summary.Frames} so far"));
        AddRow("", string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.LatencyMedian.TotalMilliseconds:0.0} ms from capture to rules, p95 {summary.LatencyPercentile95.TotalMilliseconds:0.0} ms"));
        AddRow("mqtt", string.Create(CultureInfo.InvariantCulture, $"{summary.Messages} messages came back from the broker"));
        return facts;

        void AddRow(string label, string markup) => facts.AddRow(new Markup($"[grey]{label}[/]"), new Markup(markup));
    }

    private Rows Happened(int width, int room) => new(_happened.TakeLast(room).Select(line => Happened(line, width)));

    // Laid out by hand: a table takes the room of a long cell from the other columns.
    private static Paragraph Happened(DemoLine line, int width)
    {
        bool isNarrow = width < NarrowestForAll;
        string at = isNarrow ? "" : string.Create(CultureInfo.InvariantCulture, $"{line.At.TotalSeconds,5:0.0}  "), kind = $"{line.Kind,-6}  ";
        string words = line.Kind == "mqtt" && !isNarrow ? $"{line.Subject.Replace(TopicPrefix, "…/", StringComparison.Ordinal)} {Words(line)}" : Words(line);
        int room = Math.Max(width - at.Length - kind.Length, 1);
        return new Paragraph(at, new Style(Color.Grey))
            .Append(kind, new Style(KindColor(line.Kind)))
            .Append(words.Length <= room ? words : string.Concat(words.AsSpan(0, room - 1), "…"));
    }
}
