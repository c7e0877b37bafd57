using EdgeVision.Camera;
using Spectre.Console;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A rollout on a terminal: the lines, and below them a bar that shows how many boards of the waves so far have come to an end.</summary>
internal sealed class LiveRolloutScreen : IRolloutScreen
{
    private readonly IAnsiConsole _console = AnsiConsole.Console;
    private readonly LineRolloutScreen _lines;
    private ProgressTask? _bar;

    public LiveRolloutScreen(TimeProvider time) => _lines = new LineRolloutScreen(line => _console.Write(new Text($"{Visible.Of(line)}\n")), time);

    public void Plan(RolloutDocument document, bool isWhole) => _lines.Plan(document, isWhole);

    public void Show(Rollout rollout, RolloutEvent happened) => _lines.Show(rollout, happened);

    public void Pass(Rollout rollout)
    {
        if (_bar is null)
            return;
        RolloutBoard[] boards = [.. rollout.Document.Boards.Where(board => board.Wave <= rollout.Document.Wave)];
        _bar.MaxValue = boards.Length;
        _bar.Value = boards.Count(static board => board.Outcome is not (BoardOutcome.UnderWay or BoardOutcome.Untouched));
        _bar.Description = $"wave {rollout.Document.Wave + 1} of {rollout.Document.Waves.Count}: {RolloutWords.Counts(rollout.Document)}".EscapeMarkup();
    }

    public Task WhileAsync(Func<Task> work) => _console.Progress().AutoClear(true)
        .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn())
        .StartAsync(async context =>
        {
            _bar = context.AddTask("");
            await work();
        });

    public void Conclude(RolloutDocument document) => _lines.Conclude(document);
}
