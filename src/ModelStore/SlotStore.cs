using System.Security.Cryptography;
using EdgeVision.Bundles;

namespace EdgeVision.ModelStore;

/// <summary>
/// The models on a board: a folder of slots, each an unpacked bundle that is whole or not there, whatever ended the process or the power. Several processes
/// may use one; whoever writes holds the lock meanwhile. Safe for several threads.
/// </summary>
public sealed class SlotStore
{
    /// <summary>What stays free on the disk when a model was added: a full disk harms more than a model that did not come.</summary>
    private const long Margin = 16L << 20;

    private readonly IDisk _disk;
    private readonly long _margin;
    private readonly TimeSpan _patience;
    private readonly string _slots;

    /// <summary>A store; nothing is made before something is added.</summary>
    /// <param name="folder">The store's folder, for example of <see cref="StoreFolder"/>.</param>
    public SlotStore(string folder)
        : this(folder, LinuxDisk.Instance)
    {
    }

    internal SlotStore(string folder, IDisk disk)
        : this(folder, disk, Margin, TimeSpan.FromSeconds(30))
    {
    }

    internal SlotStore(string folder, IDisk disk, long margin, TimeSpan patience)
    {
        Folder = Path.GetFullPath(folder);
        _disk = disk;
        _margin = margin;
        _patience = patience;
        _slots = Path.Combine(Folder, "slots");
    }

    /// <summary>The store's folder.</summary>
    public string Folder { get; }

    /// <summary>The slots, the oldest first, and among them those that are damaged, with a word of the damage. Hashes are not looked at.</summary>
    /// <exception cref="UpdateException">The folder is there and cannot be read.</exception>
    public IReadOnlyList<Slot> List() => Guard(() =>
        Directory.Exists(_slots)
            ? [.. Directory.EnumerateDirectories(_slots).Where(static path => IsSlotName(Path.GetFileName(path))).Select(SlotReader.Read)
                .OrderBy(static slot => slot.Added).ThenBy(static slot => slot.Manifest?.Sequence).ThenBy(static slot => slot.Sha256, StringComparer.Ordinal)]
            : Array.Empty<Slot>());

    /// <summary>The slot of a bundle, damaged ones too; <see langword="null"/>: there is none.</summary>
    public Slot? Find(string sha256)
    {
        ArgumentNullException.ThrowIfNull(sha256);
        return IsSlotName(sha256) && Directory.Exists(FolderOf(sha256)) ? SlotReader.Read(FolderOf(sha256)) : null;
    }

    /// <summary>The slot of a model that is not known to be damaged, by its name; <see langword="null"/>: there is none.</summary>
    /// <param name="version"><see langword="null"/>: any. Of several it is the one with the highest sequence, and of those the newest.</param>
    /// <exception cref="UpdateException">The folder is there and cannot be read.</exception>
    public Slot? Find(string name, string? version) => List()
        .Where(slot => slot is { Damage: null, Manifest: { } manifest } && manifest.Name == name && (version is null || manifest.Version == version))
        .OrderBy(static slot => slot.Manifest!.Sequence).ThenBy(static slot => slot.Added).LastOrDefault();

    /// <summary>
    /// Adds a bundle. One that is there and whole stays as it is, and one that is damaged is replaced. Whether it may be used was decided before.
    /// </summary>
    /// <param name="bundleFile">The bundle; it stays.</param>
    /// <param name="signature">Is kept beside it; <see langword="null"/>: there is none, and one that is kept stays.</param>
    /// <param name="source">What messages call it; <see langword="null"/>: its path.</param>
    /// <exception cref="UpdateException">It is no bundle, there is no room, or the store cannot be written. The store is as it was.</exception>
    public Slot Add(string bundleFile, byte[]? signature = null, string? source = null)
    {
        source ??= bundleFile;
        return Guard(() =>
        {
            using FileStream bundle = SourceFile.Open(bundleFile, source);
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(bundle));
            if (FindWhole(sha256) is { } there && HasSignature(there, signature))
                return there;

            DurableFile.MakeFolder(_disk, _slots);
            using StoreLock held = TakeLock();
            ClearUnfinished();
            // Another process may have been first.
            if (FindWhole(sha256) is null)
                Unpack(bundle, sha256, signature, source);
            else if (signature is not null)
                DurableFile.Write(_disk, Path.Combine(FolderOf(sha256), SlotReader.SignatureName), UnfinishedOf($"{sha256}.signature"), signature);
            return SlotReader.Read(FolderOf(sha256));
        });
    }

    /// <summary>Holds every file of a slot against its hash, and looks for others that are not the bundle's.</summary>
    /// <returns>The slot as it is now, with a word of the damage where there is any.</returns>
    public Slot Verify(Slot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        return SlotReader.Verify(FolderOf(slot.Sha256));
    }

    /// <summary>Removes damaged slots, and the oldest of the others until at most <paramref name="keep"/> are there.</summary>
    /// <param name="keep">How many stay; those that must stay count.</param>
    /// <param name="never">The SHA-256 of those that stay whatever their age and state.</param>
    /// <returns>Those that were removed.</returns>
    /// <exception cref="UpdateException">The store cannot be written. What is left of it is whole.</exception>
    public IReadOnlyList<Slot> Collect(int keep, IReadOnlyCollection<string> never) => Guard<IReadOnlyList<Slot>>(() =>
    {
        if (!IsAnythingToCollect(keep, never))
            return [];

        using StoreLock held = TakeLock();
        ClearUnfinished();
        List<Slot> removed = ToCollect(keep, never);
        foreach (Slot slot in removed)
            Remove(slot.Sha256);
        return removed;
    });

    /// <summary>Removes one slot. Whether something uses it is the caller's to know.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="UpdateException">The store cannot be written.</exception>
    public bool Forget(string sha256) => Guard(() =>
    {
        if (Find(sha256) is null)
            return false;

        using StoreLock held = TakeLock();
        bool isThere = Directory.Exists(FolderOf(sha256));
        if (isThere)
            Remove(sha256);
        return isThere;
    });

    /// <summary>Whether a text can be a slot's name.</summary>
    internal static bool IsSlotName(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool HasSignature(Slot slot, byte[]? signature) => signature is null || (slot.Signature?.AsSpan().SequenceEqual(signature) ?? false);

    private string FolderOf(string sha256) => Path.Combine(_slots, sha256);

    private string UnfinishedOf(string name) => Path.Combine(_slots, $".{name}{DurableFile.Unfinished}");

    private Slot? FindWhole(string sha256) =>
        Directory.Exists(FolderOf(sha256)) && SlotReader.Verify(FolderOf(sha256)) is { Damage: null } slot ? slot : null;

    private StoreLock TakeLock() => StoreLock.Take(Path.Combine(Folder, "lock"), _patience);

    private void Unpack(FileStream bundle, string sha256, byte[]? signature, string source)
    {
        bundle.Position = 0;
        BundleManifest manifest = Bundle.ReadManifest(bundle, source);
        long needed = manifest.Files.Sum(static file => file.Size) + BundleLimits.MaxManifestBytes + _margin;
        long free = _disk.FreeBytes(_slots);
        if (free < needed)
            throw StoreFailure.NoRoom(Folder, needed, free);

        string folder = UnfinishedOf(sha256);
        try
        {
            _disk.CreateFolder(folder);
            WriteInto(folder, bundle, sha256, signature, source);
            if (Directory.Exists(FolderOf(sha256)))
                _disk.Move(FolderOf(sha256), UnfinishedOf($"{sha256}.damaged"));
            _disk.Move(folder, FolderOf(sha256));
            _disk.Sync(_slots);
        }
        catch (Exception exception) when (exception is BundleException or UpdateException || StoreFailure.Is(exception))
        {
            // Its room is wanted back at once; what stays because even that fails is removed before the next is added.
            if (Directory.Exists(folder))
                _disk.Delete(folder);
            throw;
        }

        ClearUnfinished();
    }

    private void WriteInto(string folder, FileStream bundle, string sha256, byte[]? signature, string source)
    {
        bundle.Position = 0;
        using var hashing = new HashingStream(bundle);
        BundleManifest manifest = Bundle.Read(hashing, source, file => _disk.Create(Path.Combine(folder, file.Name)));
        if (hashing.Sha256 != sha256)
            throw new UpdateException(UpdateReason.Tampered, $"{source}: it changed while it was read; leave it as it is until it is added.");

        Write(Bundle.ManifestName, manifest.ToJson());
        if (signature is not null)
            Write(SlotReader.SignatureName, signature);
        foreach (string path in Directory.EnumerateFiles(folder))
            _disk.Sync(path);
        _disk.Sync(folder);

        void Write(string name, byte[] bytes)
        {
            using Stream file = _disk.Create(Path.Combine(folder, name));
            file.Write(bytes);
        }
    }

    /// <summary>Takes a slot's name away first, so that there is never half of one.</summary>
    private void Remove(string sha256)
    {
        string unfinished = UnfinishedOf(sha256);
        _disk.Delete(unfinished);
        _disk.Move(FolderOf(sha256), unfinished);
        _disk.Sync(_slots);
        _disk.Delete(unfinished);
    }

    private void ClearUnfinished()
    {
        foreach (string path in Unfinished())
            _disk.Delete(path);
    }

    private string[] Unfinished() => Directory.Exists(_slots) ? Directory.GetFileSystemEntries(_slots, ".*" + DurableFile.Unfinished) : [];

    private bool IsAnythingToCollect(int keep, IReadOnlyCollection<string> never) => ToCollect(keep, never).Count > 0 || Unfinished().Length > 0;

    private List<Slot> ToCollect(int keep, IReadOnlyCollection<string> never)
    {
        Slot[] free = [.. List().Where(slot => !never.Contains(slot.Sha256))];
        Slot[] whole = [.. free.Where(static slot => slot.Damage is null)];
        int named = List().Count - free.Length;
        return [.. free.Where(static slot => slot.Damage is not null), .. whole.Take(Math.Max(0, whole.Length + named - keep))];
    }

    private T Guard<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (BundleException refusal)
        {
            throw new UpdateException(refusal);
        }
        catch (Exception exception) when (StoreFailure.Is(exception))
        {
            throw StoreFailure.Of(exception, Folder);
        }
    }
}
