using System.CommandLine;
using System.Globalization;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary><c>edgevision model list</c>: what a store holds.</summary>
internal static class ModelListCommand
{
    public static Command Create()
    {
        Option<string?> store = UpdateArguments.Store();
        Option<bool> verify = new("--verify") { Description = "Hold every file against its hash as well." };
        Option<bool> json = CommonOptions.Json();
        Command command = new("list", "Show the models in this machine's store, the oldest first.") { store, verify, json };
        command.SetAction(UpdateArguments.Explaining((result, _) =>
        {
            var slots = new SlotStore(UpdateArguments.FolderOf(result.GetValue(store)));
            IEnumerable<Slot> all = result.GetValue(verify) ? slots.List().Select(slots.Verify) : slots.List();
            foreach (Slot slot in all)
            {
                if (result.GetValue(json))
                    WriteJson(slot);
                else
                    StandardOutput.WriteLine(LineOf(slot));
            }

            return Task.FromResult(ExitCode.Ok);
        }));
        return command.WithExamples(
            ("edgevision model list", "name, version, sequence, size, time and SHA-256 of each"),
            ("edgevision model list --verify --json", "for programs, with a word of whatever is damaged"));
    }

    private static string LineOf(Slot slot) => slot.Damage is not null
        ? $"damaged: {slot.Damage}"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{slot.Manifest!.Name} {slot.Manifest.Version}  sequence {slot.Manifest.Sequence}  {slot.Bytes / 1e6:0.0} MB  "
            + $"{slot.Added:yyyy-MM-dd HH:mm} UTC  {slot.Sha256}");

    private static void WriteJson(Slot slot) => JsonLines.Write(line =>
    {
        line.WriteString("sha256", slot.Sha256);
        line.WriteString("folder", slot.Folder);
        line.WriteString("name", slot.Manifest?.Name);
        line.WriteString("version", slot.Manifest?.Version);
        if (slot.Manifest is not null)
            line.WriteNumber("sequence", slot.Manifest.Sequence);
        line.WriteString("keyId", slot.Signature is null ? null : slot.Manifest?.KeyId);
        line.WriteNumber("bytes", slot.Bytes);
        line.WriteString("added", slot.Added.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        line.WriteString("damage", slot.Damage);
    });
}
