using System.Globalization;
using Spectre.Console;

namespace EdgeVision.EdgeAgent.Cli.Demo;

/// <summary>A table that stays in place: what the network sees now, what the rules and the lamp made of it, which messages came back.</summary>
internal sealed class LiveScreen : IDemoScreen
{
    private const int RowsKept = 10;
    private const int WhatWidth = 6;
    private const int WhereWidth = 21;
    private const int BordersWidth = 10;
    private const string TopicPrefix = $"edgevision/{DemoOptions.Device}/";

    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(100);

    private readonly Queue<DemoLine> _recent = new();
    private string _seen = "nothing yet";
    private string _lamp = "off";

    public Task ShowAsync(DemoRecorder recorder, Task run) => AnsiConsole.Live(Render(recorder.Summary)).StartAsync(async context =>
    {
        while (!run.IsCompleted)
        {
            Take(recorder.Drain());
            context.UpdateTarget(Render(recorder.Summary));
            await Task.WhenAny(run, Task.Delay(s_interval));
        }

        Take(recorder.Drain());
        context.UpdateTarget(Render(recorder.Summary));
    });

    public void Conclude(DemoSummary summary) => new LineScreen(json: false).Conclude(summary);

    private void Take(IReadOnlyList<DemoLine> lines)
    {
        foreach (DemoLine line in lines)
        {
            if (line.Kind == "sees")
                _seen = line.Text;
            if (line.Kind == "output")
                _lamp = line.Text;
            _recent.Enqueue(line);
            if (_recent.Count > RowsKept)
                _recent.Dequeue();
        }
    }

    private Rows Render(DemoSummary summary)
    {
        var now = new Table().Title("EdgeVision demo").Border(TableBorder.Rounded).Expand();
        now.AddColumns("sees now", "lamp", "frames", "fps", "latency p50 / p95", "messages");
        now.AddRow(
            $"[bold]{_seen.EscapeMarkup()}[/]",
            _lamp == "on" ? "[bold yellow]● on[/]" : "[grey]○ off[/]",
            summary.Frames.ToString(CultureInfo.InvariantCulture),
            summary.FramesPerSecond.ToString("0.0", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{summary.LatencyMedian.TotalMilliseconds:0.0} / {summary.LatencyPercentile95.TotalMilliseconds:0.0} ms"),
            summary.Messages.ToString(CultureInfo.InvariantCulture));

        var happened = new Table().Border(TableBorder.Rounded).Expand();
        happened.AddColumn("what", static column => column.NoWrap().Width(WhatWidth));
        happened.AddColumn("where", static column => column.NoWrap().Width(WhereWidth));
        happened.AddColumn("happened", static column => column.NoWrap());
        int room = Math.Max(AnsiConsole.Profile.Width - WhatWidth - WhereWidth - BordersWidth, 10);
        foreach (DemoLine line in _recent)
            happened.AddRow(new Text(line.Kind), new Text(line.Subject.Replace(TopicPrefix, "…/", StringComparison.Ordinal)), new Text(Shorten(line.Text, room)));
        return new Rows(now, happened, new Text("Ctrl-C ends it."));
    }

    // A cell wider than its column would make the table take the room from the other columns.
    private static string Shorten(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), "…");
}
