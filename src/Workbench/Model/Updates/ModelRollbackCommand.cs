using System.CommandLine;
using System.Text.Json;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary><c>edgevision model rollback</c>: pins the model that was good before the one in use.</summary>
internal static class ModelRollbackCommand
{
    public static Command Create()
    {
        Option<string?> store = UpdateArguments.Store();
        Option<string> file = ConfigurationArguments.File();
        Option<bool> json = CommonOptions.Json();
        Command command = new("rollback", "Go back to the model that was good before the one in use, and stay with it.") { store, file, json };
        command.SetAction(UpdateArguments.Explaining((result, _) =>
        {
            BoardStore board = BoardStore.Of(result.GetValue(store), result.GetRequiredValue(file));
            ModelRecord before = board.ReadJournal().Previous
                ?? throw new UpdateException(
                    UpdateReason.NotFound, $"{board.Folder}: no model was good before the one in use; 'edgevision model list' shows what there is.");
            if (before.Path is { } path)
                throw new UsageException($"the model before lies outside the store, in {path}; name it by inference.model and reload.");

            string pin = before.Sha256 is { } sha256
                ? ModelUseCommand.ForSlot(before.Name, before.Version, sha256)
                : JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = before.Name });
            string name = before.Version is null ? before.Name : $"{before.Name} {before.Version}";
            board.Pin(pin);
            ModelUseCommand.Report(
                pin,
                $"{name} is pinned, so that the broker does not bring the other back; 'edgevision model use --configured' ends that.",
                result.GetValue(json));
            return Task.FromResult(ExitCode.Ok);
        }));
        return command.WithExamples(("edgevision model rollback", "the model before sees again within seconds"));
    }
}
