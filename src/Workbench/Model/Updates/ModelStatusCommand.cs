using System.CommandLine;
using System.Globalization;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary><c>edgevision model status</c>: what the daemon of this machine runs, and what is on its way.</summary>
internal static class ModelStatusCommand
{
    public static Command Create()
    {
        Option<string?> store = UpdateArguments.Store();
        Option<string> file = ConfigurationArguments.File();
        Option<bool> json = CommonOptions.Json();
        Command command = new("status", "Show which model the daemon of this machine runs, who wanted it, and what is on its way.") { store, file, json };
        command.SetAction(UpdateArguments.Explaining((result, _) =>
        {
            BoardStore board = BoardStore.Of(result.GetValue(store), result.GetRequiredValue(file));
            UpdateJournal journal = board.ReadJournal();
            ModelStatus status = BoardStore.StatusOf(journal);
            if (result.GetValue(json))
                StandardOutput.WriteLine(System.Text.Encoding.UTF8.GetString(board.Message(status)));
            else
                Print(status, journal, board);
            return Task.FromResult(ExitCode.Ok);
        }));
        return command.WithExamples(
            ("edgevision model status", "as root, who may look into the service's store"),
            ("edgevision model status --json", "the same as on the topic model/state"));
    }

    private static void Print(ModelStatus status, UpdateJournal journal, BoardStore board)
    {
        StandardOutput.WriteLine($"runs       {(status.Active is { } active ? Describe(active) : "what the configuration names")}");
        StandardOutput.WriteLine($"wanted by  {status.Source}");
        if (journal.Previous is { } before)
            StandardOutput.WriteLine($"before     {Describe(before)}");
        StandardOutput.WriteLine($"pin        {board.ReadPin() ?? "none"}");
        if (journal.Candidate is not { } candidate)
            return;

        string what = candidate.Model is { } model ? Describe(model) : candidate.Url ?? candidate.WantedSha256 ?? "a model";
        string agreement = candidate.Agreement is { } part ? string.Create(CultureInfo.InvariantCulture, $", agreement {part:0.00}") : "";
        string since = candidate.Since.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        StandardOutput.WriteLine($"newest     {what}: {UpdateCode.Of(candidate.Step)} since {since}{agreement}");
        if (candidate.Reason is { } reason)
            StandardOutput.WriteLine($"           {UpdateCode.Of(reason)}: {candidate.Error}");
    }

    private static string Describe(ModelRecord model) => model switch
    {
        { Sha256: { } sha256 } => string.Create(
            CultureInfo.InvariantCulture, $"{model.Name} {model.Version} (sequence {model.Sequence}, bundle {sha256[..12]})"),
        { Path: { } path } => $"{model.Name} ({path})",
        _ => $"{model.Name} (came with the program)",
    };
}
