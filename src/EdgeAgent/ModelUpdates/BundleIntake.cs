using EdgeVision.Bundles;
using EdgeVision.ModelStore;
using EdgeVision.ModelStore.Fetching;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>Brings the bundle that is wanted into the store, and holds it against what this box asks of one.</summary>
/// <param name="daemon">The version that would run it.</param>
internal sealed class BundleIntake(ModelLibrary library, Version daemon, TimeProvider time)
{
    /// <summary>
    /// The slot of what is wanted: as it is in the store, or fetched. Nothing of a fetched one is unpacked before its signature was looked at.
    /// </summary>
    /// <param name="fetching">Called before anything is fetched.</param>
    /// <exception cref="UpdateException">It cannot be had, or is refused.</exception>
    /// <exception cref="OperationCanceledException">Not wanted any longer.</exception>
    public async Task<Slot> TakeAsync(
        DesiredModel desired, ModelUpdateOptions options, Action fetching, IProgress<FetchProgress> progress, CancellationToken stoppingToken)
    {
        BundleFetcher fetcher = library.OpenFetcher(time);
        SlotStore slots = library.Slots!;
        if (Find(slots, desired) is { } there)
            return there;
        if (SourceOf(desired) is not { } source)
            throw new UpdateException(
                UpdateReason.NotFound, $"{Shown(desired)}: there is no such model in the store, and none of that name came with the program.");

        fetching();
        FetchOptions fetch = new()
        {
            AllowPlainHttp = options.RequireSignature,
            Proxy = options.Proxy is null ? null : new Uri(options.Proxy),
            CaFile = options.Ca,
        };
        FetchedBundle bundle = await fetcher.FetchAsync(source, desired.Model.Sha256?.ToLowerInvariant(), fetch, progress, stoppingToken);
        byte[]? signature = bundle.SignaturePath is null ? null : await File.ReadAllBytesAsync(bundle.SignaturePath, stoppingToken);
        try
        {
            Require(ReadManifest(bundle), bundle.Sha256, signature, desired, options, bundle.Source);
        }
        catch (UpdateException)
        {
            fetcher.Discard(bundle);
            throw;
        }

        Slot slot = slots.Add(bundle.Path, signature, bundle.Source);
        fetcher.Discard(bundle);
        return slot;
    }

    /// <summary>Holds a slot against what this box asks, all of its bytes too.</summary>
    /// <returns>The slot as it is now.</returns>
    /// <exception cref="UpdateException">It is refused.</exception>
    public Slot Require(Slot slot, DesiredModel desired, ModelUpdateOptions options)
    {
        slot = library.Slots!.Verify(slot);
        if (slot.Damage is not null)
            throw new UpdateException(UpdateReason.Tampered, slot.Damage);
        Require(slot.Manifest!, slot.Sha256, slot.Signature, desired, options, $"{slot.Manifest!.Name} {slot.Manifest.Version}");
        return slot;
    }

    private Slot? Find(SlotStore slots, DesiredModel desired)
    {
        if (desired.Model.Sha256 is { } sha256)
            return slots.Find(sha256.ToLowerInvariant()) is { Damage: null } slot ? slot : null;
        if (desired.Model.Name is { } name)
            return slots.Find(name, desired.Model.Version);
        // One that was fetched for the same wish, and was not at its end.
        return library.Journal.Candidate is { Model.Sha256: { } fetched } candidate && candidate.Wanted == desired.Key
            && slots.Find(fetched) is { Damage: null } resumed ? resumed : null;
    }

    private static Uri? SourceOf(DesiredModel desired) =>
        desired.Model.Url is { } url ? new Uri(url) : desired.Model.Path is { } path && !desired.IsFromAfar ? new Uri(Path.GetFullPath(path)) : null;

    private static BundleManifest ReadManifest(FetchedBundle bundle)
    {
        try
        {
            using FileStream file = File.OpenRead(bundle.Path);
            return Bundle.ReadManifest(file, bundle.Source);
        }
        catch (BundleException refusal)
        {
            throw new UpdateException(refusal);
        }
    }

    private void Require(BundleManifest manifest, string sha256, byte[]? signature, DesiredModel desired, ModelUpdateOptions options, string source)
    {
        if (desired.Model.Sha256 is { } wanted && !string.Equals(wanted, sha256, StringComparison.OrdinalIgnoreCase))
            throw new UpdateException(UpdateReason.WrongHash, $"{source}: its SHA-256 is {sha256}, and {wanted} was asked for.");

        List<VerificationKey> keys = [];
        try
        {
            keys.AddRange(options.TrustedKeys.Select(ReadKey));
            // Who may write this box's own files needs no signature to say which of them is meant.
            bool isRequired = options.RequireSignature && (desired.IsFromAfar || desired.Model.Url is not null);
            new BundlePolicy(keys, isRequired, daemon).Require(manifest, Convert.FromHexString(sha256), signature, time.GetUtcNow(), source);
        }
        catch (BundleException refusal)
        {
            throw new UpdateException(refusal);
        }
        finally
        {
            keys.ForEach(static key => key.Dispose());
        }

        if (desired.Model.Version is { } version && manifest.Version != version)
            throw new UpdateException(UpdateReason.WrongVersion, $"{source}: its version is {manifest.Version}, and {version} was asked for.");
        long highest = library.Journal.HighestSequence(manifest.Name);
        if (manifest.Sequence < highest && desired.Source != DesiredModel.Pin)
        {
            throw new UpdateException(
                UpdateReason.Replayed,
                $"{source}: its sequence is {manifest.Sequence}, and this box has had {highest} of {manifest.Name}; pack it with a higher one, "
                + "or go back at the box with 'edgevision model use'.");
        }
    }

    private static VerificationKey ReadKey(string path)
    {
        try
        {
            return TrustedKeys.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            throw new UpdateException(UpdateReason.UnknownKey, $"modelUpdates.trustedKeys: {e.Message.TrimEnd('.')}; without it nothing is taken.", e);
        }
    }

    private static string Shown(DesiredModel desired) =>
        string.Join(' ', ((string?[])[desired.Model.Name ?? desired.Model.Path, desired.Model.Version, desired.Model.Sha256]).OfType<string>());
}
