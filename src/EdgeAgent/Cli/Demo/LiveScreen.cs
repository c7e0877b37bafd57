using System.Globalization;
using Spectre.Console;

namespace EdgeVision.EdgeAgent.Cli.Demo;

/// <summary>A table that stays in place: what the network sees now, what the rules and the lamp made of it, which messages came back.</summary>
internal sealed class LiveScreen : IDemoScreen
{
    private const int RowsKept = 10;

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
            _lamp == "on" ? "[black on yellow] ON [/]" : "[grey]off[/]",
            summary.Frames.ToString(CultureInfo.InvariantCulture),
            summary.FramesPerSecond.ToString("0.0", CultureInfo.InvariantCulture),
            string.Create(CultureInfo.InvariantCulture, $"{summary.LatencyMedian.TotalMilliseconds:0.0} / {summary.LatencyPercentile95.TotalMilliseconds:0.0} ms"),
            summary.Messages.ToString(CultureInfo.InvariantCulture));

        var happened = new Table().Border(TableBorder.Rounded).Expand();
        happened.AddColumn("what");
        happened.AddColumn("where", static column => column.NoWrap());
        happened.AddColumn("happened", static column => column.NoWrap());
        foreach (DemoLine line in _recent)
            happened.AddRow(Cell(line.Kind), Cell(line.Subject), Cell(line.Text));
        return new Rows(now, happened, new Text("Ctrl-C ends it."));
    }

    private static Text Cell(string text) => new Text(text) { Overflow = Overflow.Ellipsis };
}
