using System.Globalization;
using EdgeVision.Camera;
using EdgeVision.Workbench.Fleet.Boards;
using Spectre.Console;

namespace EdgeVision.Workbench.Fleet;

/// <summary>Boards in a table, and how many run what.</summary>
internal static class StatusTable
{
    public static void Write(IAnsiConsole console, IReadOnlyList<BoardView> boards)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (string heading in (string[])["board", "is", "runs", "by", "last told", "and then"])
            table.AddColumn(heading);
        foreach (BoardView board in boards)
            table.AddRow([.. Cells(board).Select(static cell => new Text(Visible.Of(cell)))]);
        console.Write(table);
        foreach (IGrouping<string, BoardView> same in boards.GroupBy(RunsOf).OrderByDescending(static same => same.Count()))
            console.Write(new Text(string.Create(CultureInfo.InvariantCulture, $"{same.Count()} of {boards.Count}: {Visible.Of(same.Key)}\n")));
    }

    private static string[] Cells(BoardView board) =>
    [
        board.Name,
        board.IsOffline ? "offline" : board.State is null ? "?" : "online",
        RunsOf(board),
        board.State?.Source ?? "",
        board.State?.Candidate?.Model.ToString() ?? "",
        board.State?.Candidate is { } candidate ? Ending(candidate) : "",
    ];

    private static string RunsOf(BoardView board) => board switch
    {
        { Unreadable: { } why } => $"unreadable: {why}",
        { State: null } => "unknown: it says nothing of its model",
        { State.Active: { } active } => active.ToString(),
        _ => "no model",
    };

    private static string Ending(BoardCandidate candidate)
    {
        string progress = candidate is { HasEnded: false, Progress: { } part } ? string.Create(CultureInfo.InvariantCulture, $" {part:P0}") : "";
        string reason = candidate.Reason is null ? "" : $", {candidate.Reason}: {candidate.Error}";
        return $"{candidate.Step}{progress}{reason}";
    }
}
