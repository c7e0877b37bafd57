using System.CommandLine;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary><c>edgevision model forget</c>: removes a model from a store.</summary>
internal static class ModelForgetCommand
{
    public static Command Create()
    {
        Argument<string> model = new("MODEL") { Description = "NAME, which is its newest, NAME@VERSION, or the SHA-256 that 'edgevision model list' shows." };
        Option<string?> store = UpdateArguments.Store();
        Option<bool> force = new("--force", "-f") { Description = "Also where the daemon uses it or falls back to it." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("forget", "Remove a model from this machine's store.") { model, store, force, json };
        command.SetAction(UpdateArguments.Explaining((result, _) =>
        {
            string folder = UpdateArguments.FolderOf(result.GetValue(store));
            var slots = new SlotStore(folder);
            Slot slot = UpdateArguments.Find(slots, result.GetRequiredValue(model));
            if (!result.GetValue(force) && IsInUse(folder, slot.Sha256))
                throw new UsageException($"{slot.Folder}: the daemon uses this model, or falls back to it; --force removes it all the same.");

            slots.Forget(slot.Sha256);
            Report(slot, result.GetValue(json));
            return Task.FromResult(ExitCode.Ok);
        }));
        return command.WithExamples(
            ("edgevision model forget birds@1.3.0", "to make room"),
            ("edgevision model forget birds --store /var/lib/edgevision/models", "from the service's store"));
    }

    private static bool IsInUse(string folder, string sha256)
    {
        UpdateJournal journal = new JournalFile(folder).Read(out string? damage);
        if (damage is not null)
            StandardError.Say(damage);
        return journal.Good?.Sha256 == sha256 || journal.Previous?.Sha256 == sha256
            || (journal.Candidate is { Step: < UpdateStep.Good } candidate && candidate.Model?.Sha256 == sha256);
    }

    private static void Report(Slot slot, bool asJson)
    {
        if (asJson)
            JsonLines.Write(line => line.WriteString("sha256", slot.Sha256));
        else
            StandardOutput.WriteLine($"{slot.Manifest?.Name ?? "a damaged model"} {slot.Manifest?.Version}: removed; it was {slot.Folder}.");
    }
}
