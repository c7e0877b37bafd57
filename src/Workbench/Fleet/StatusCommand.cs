using System.CommandLine;
using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet;

/// <summary><c>edgevision fleet status</c>: what boards run.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        FleetOptions fleet = new();
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Show which board runs which model, and what became of the last one it was told, as the broker knows it.");
        fleet.AddAccess(fleet.AddSelection(command));
        command.Options.Add(json);
        command.SetAction(async (result, _) =>
        {
            using Interruption interruption = new();
            BrokerAccess access = fleet.Access(result);
            BoardSelection selection = fleet.Selection(result);
            FleetTopics topics = new(access.Prefix);
            FleetView view = new(topics);
            using (FleetConnection connection = new(access, topics, view, TimeProvider.System, StandardError.Say))
                await connection.OpenAsync(FleetOptions.OpenLimit, interruption.Token);
            Dictionary<string, BoardView> boards = new(StringComparer.Ordinal);
            view.Update(boards);
            BoardView[] shown = [.. Shown(boards, selection).OrderBy(static board => board.Name, StringComparer.Ordinal)];
            if (result.GetValue(json))
            {
                foreach (BoardView board in shown)
                    JsonLines.Write(line => StatusJson.Write(line, board));
            }
            else
            {
                StatusTable.Write(StandardOutput.OfTables(), shown);
            }

            if (shown.Length == 0)
                StandardError.Say($"{access.Broker}, {access.Prefix}/+: no board that is meant says a word. "
                    + "Is --prefix theirs, and may the user read there?");
            if (view.Ignored > 0)
                StandardError.Say($"more than {FleetView.MaxBoards} devices have topics there; {view.Ignored} messages of others are ignored.");
        });
        return command.WithExamples(
            ("edgevision fleet status --broker mqtts://broker.example -u operator --password-file pw", "every board"),
            ("edgevision fleet status --broker mqtt://broker.local --match 'door-*' --json", "some of them, for programs"));
    }

    /// <summary>Those that are meant, and the names that somebody wrote down, whether the broker knows them or not.</summary>
    internal static IEnumerable<BoardView> Shown(IReadOnlyDictionary<string, BoardView> boards, BoardSelection selection) =>
        boards.Values.Where(selection.Holds).Concat(selection.Names.Where(name => !boards.ContainsKey(name)).Select(static name => new BoardView(name)));
}
