using System.CommandLine;
using System.Text.Json;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary><c>edgevision model use</c>: pins a model on this machine, whatever configuration and broker say.</summary>
internal static class ModelUseCommand
{
    public static Command Create()
    {
        Argument<string?> model = new("MODEL")
        {
            Description = "NAME, NAME@VERSION or the SHA-256 of a bundle in the store, or the name of a model that came with the program.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Option<bool> configured = new("--configured") { Description = "Pin nothing: run what the broker or the configuration says." };
        Option<string?> store = UpdateArguments.Store();
        Option<string> file = ConfigurationArguments.File();
        Option<bool> json = CommonOptions.Json();
        Command command = new("use", "Pin a model on this machine: it goes before what the broker and the configuration say.")
        {
            model, configured, store, file, json,
        };
        command.SetAction(UpdateArguments.Explaining((result, _) =>
        {
            BoardStore board = BoardStore.Of(result.GetValue(store), result.GetRequiredValue(file));
            string? named = result.GetValue(model);
            if (named is null == !result.GetValue(configured))
                throw new UsageException("name a model, or say --configured, and not both.");
            if (named is null)
            {
                bool was = new PinFile(board.Folder).Clear();
                Report(
                    "", was ? "Nothing is pinned any more; the daemon runs what the broker or its configuration says." : "Nothing was pinned.",
                    result.GetValue(json));
                return Task.FromResult(ExitCode.Ok);
            }

            string message = MessageFor(named, new SlotStore(board.Folder));
            board.Pin(message);
            Report(
                message, $"{named} is pinned. The daemon tries it beside the one in use; 'edgevision model status' says how far it is.", result.GetValue(json));
            return Task.FromResult(ExitCode.Ok);
        }));
        return command.WithExamples(
            ("edgevision model use birds@1.3.0", "a version that the store holds, also an older one"),
            ("edgevision model use ssdlite-mobilenet-v2-coco", "one that came with the program"),
            ("edgevision model use --configured", "what broker and configuration say, again"));
    }

    private static string MessageFor(string named, SlotStore store)
    {
        if (UpdateArguments.TryFind(store, named) is not { } slot)
        {
            if (!InstalledModels.Names.Contains(named, StringComparer.Ordinal))
                UpdateArguments.Find(store, named);
            return JsonSerializer.Serialize(new Dictionary<string, string> { ["name"] = named });
        }

        if (slot.Damage is not null)
            throw new UpdateException(UpdateReason.Tampered, slot.Damage);
        return ForSlot(slot.Manifest!.Name, slot.Manifest.Version, slot.Sha256);
    }

    /// <summary>The words for a model of the store.</summary>
    internal static string ForSlot(string name, string? version, string sha256)
    {
        var words = new Dictionary<string, string> { ["name"] = name, ["sha256"] = sha256 };
        if (version is not null)
            words["version"] = version;
        return JsonSerializer.Serialize(words);
    }

    internal static void Report(string pin, string sentence, bool asJson)
    {
        if (asJson)
            JsonLines.Write(line => line.WriteString("pin", pin));
        else
            StandardOutput.WriteLine(sentence);
    }
}
