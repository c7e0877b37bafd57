using System.CommandLine;
using EdgeVision.Bundles;
using EdgeVision.ModelStore;
using EdgeVision.Workbench.Model.Bundling;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary>What the commands for a store of models share.</summary>
internal static class UpdateArguments
{
    private const string Service = "/var/lib/edgevision/models";

    public static Option<string?> Store() => new("--store")
    {
        Description = "The store's folder. Default: the service's, /var/lib/edgevision/models, where it is there and may be read, else the user's own.",
        HelpName = "FOLDER",
    };

    /// <exception cref="UsageException">There is no folder that it could be.</exception>
    public static string FolderOf(string? store) => store is { Length: > 0 }
        ? Path.GetFullPath(store)
        : Directory.Exists(Service) ? Service
        : StoreFolder.Default ?? throw new UsageException("there is no home folder that the store could be in; name one with --store.");

    /// <summary>The model that a person names, the newest where several have the name.</summary>
    /// <param name="text">NAME, NAME@VERSION, or the SHA-256 of the bundle.</param>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static Slot Find(SlotStore store, string text) => TryFind(store, text)
            ?? throw new FileNotFoundException($"{store.Folder}: it holds no model '{text}'; 'edgevision model list' shows those it does.");

    /// <inheritdoc cref="Find"/>
    public static Slot? TryFind(SlotStore store, string text)
    {
        string[] parts = text.Split('@', 2);
        return store.Find(text) ?? store.Find(parts[0], parts.ElementAtOrDefault(1));
    }

    /// <summary>Tells a store's refusals as those of other files are told, with the exit codes that those have.</summary>
    public static Func<ParseResult, CancellationToken, Task<int>> Explaining(
        Func<ParseResult, CancellationToken, Task<int>> action) => async (result, stopping) =>
    {
        try
        {
            return await action(result, stopping);
        }
        catch (BundleException refusal)
        {
            throw new RefusedBundleException(refusal);
        }
        catch (UpdateException refusal)
        {
            throw refusal.Reason switch
            {
                UpdateReason.NotFound => new FileNotFoundException(refusal.Message, refusal),
                UpdateReason.Unreachable or UpdateReason.Stalled => new TimeoutException(refusal.Message, refusal),
                UpdateReason.NoRoom or UpdateReason.NotWritable => new IOException(refusal.Message, refusal),
                _ => new RefusedBundleException(refusal.Message, refusal),
            };
        }
    };
}
