using System.Security.Cryptography;
using EdgeVision.EdgeAgent.Models;
using EdgeVision.Inference.Models;
using EdgeVision.ModelStore;
using EdgeVision.ModelStore.Fetching;
using Microsoft.Extensions.Logging;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>
/// The models of this box, wherever they lie, and what is remembered of them. Where there is no store, nothing outlives the process. For one thread at a time.
/// </summary>
internal sealed partial class ModelLibrary
{
    private readonly JournalFile? _file;
    private readonly PinFile? _pin;
    private readonly IDisk _disk;
    private readonly ILogger _logger;

    /// <summary>Reads what is remembered. Nothing is made or written.</summary>
    /// <param name="folder">The store's; <see langword="null"/>: there is none.</param>
    public ModelLibrary(string? folder, ILogger logger)
        : this(folder, logger, LinuxDisk.Instance)
    {
    }

    internal ModelLibrary(string? folder, ILogger logger, IDisk disk)
    {
        _disk = disk;
        _logger = logger;
        if (folder is null)
            return;

        Slots = new SlotStore(folder, disk);
        _file = new JournalFile(folder, disk);
        _pin = new PinFile(folder, disk);
        try
        {
            Journal = _file.Read(out string? damage);
            if (damage is not null)
                LogDamaged(damage);
        }
        catch (UpdateException e)
        {
            // A box starts whatever became of its store.
            LogDamaged(e.Message);
        }
    }

    /// <summary>The bundles; <see langword="null"/>: there is no store.</summary>
    public SlotStore? Slots { get; }

    /// <summary>What is remembered.</summary>
    public UpdateJournal Journal { get; private set; } = UpdateJournal.Empty;

    /// <summary>Remembers something else. Nothing is written where it is the same.</summary>
    /// <exception cref="UpdateException">It cannot be written, and what was remembered before is.</exception>
    public void Remember(UpdateJournal journal)
    {
        _file?.Write(journal);
        Journal = journal;
    }

    /// <summary>Brings bundles to the store.</summary>
    /// <exception cref="UpdateException">There is no store.</exception>
    public BundleFetcher OpenFetcher(TimeProvider time) => Slots is null
        ? throw new UpdateException(UpdateReason.NotWritable, "There is no folder for a store of models; name one by modelUpdates.store.")
        : new BundleFetcher(Slots.Folder, _disk, time);

    /// <summary>
    /// What a person at the box wants, in the words of a message; <see langword="null"/>: nothing. A pin that cannot be read pins nothing; 'edgevision
    /// model status' says what is wrong with it.
    /// </summary>
    public string? TryReadPin()
    {
        try
        {
            return _pin?.Read();
        }
        catch (UpdateException)
        {
            return null;
        }
    }

    /// <summary>Removes the oldest bundles that nothing uses or falls back to.</summary>
    /// <param name="running">What runs.</param>
    /// <param name="keep">How many of them stay.</param>
    /// <exception cref="UpdateException">The store cannot be written.</exception>
    public void Collect(ModelRecord? running, int keep)
    {
        IEnumerable<ModelRecord?> used = [Journal.Good, Journal.Previous, running];
        string[] never = [.. used.Select(static model => model?.Sha256).OfType<string>().Distinct()];
        Slots?.Collect(never.Length + keep, never);
    }

    /// <summary>Where a model lies, all of it as it was when it was remembered.</summary>
    /// <exception cref="UpdateException">It is not there, or not what it was.</exception>
    /// <exception cref="ModelFormatException">The same, of one outside the store.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public string Locate(ModelRecord model)
    {
        if (model.Origin != ModelOrigin.Store)
        {
            string place = InstalledModels.Locate(model.Path ?? model.Name);
            return Describe(place, model.Path).ManifestSha256 == model.ManifestSha256
                ? place
                : throw new UpdateException(UpdateReason.Tampered, $"{place}: it is not the model any more that it was; it has changed since.");
        }

        Slot slot = Slots?.Find(model.Sha256!)
            ?? throw new UpdateException(UpdateReason.NotFound, $"{model.Name} {model.Version}: it is not in the store any more.");
        slot = Slots.Verify(slot);
        return slot.Damage is null ? slot.Folder : throw new UpdateException(UpdateReason.Tampered, slot.Damage);
    }

    /// <summary>
    /// What a wish means on this machine: reads the model's manifest. From afar only what came with the program can be meant, and only where the store has no
    /// model of that name.
    /// </summary>
    public ResolvedModel Resolve(DesiredModel desired) => new(desired, FindLocal(desired));

    private LocalModel? FindLocal(DesiredModel desired)
    {
        ModelOptions model = desired.Model;
        if (model.IsBundle)
            return null;
        if (desired.Source != DesiredModel.Configuration)
        {
            return InstalledModels.Names.Contains(model.Name, StringComparer.Ordinal) && !IsInStore(model.Name!)
                ? FindAt(Path.Combine(InstalledModels.Folder, model.Name!), path: null)
                : null;
        }

        string named = model.Place;
        bool isPath = model.Path is not null || Path.Exists(named);
        return !isPath && !InstalledModels.Names.Contains(named, StringComparer.Ordinal) && IsInStore(named)
            ? null
            : FindAt(named, isPath ? named : null);
    }

    /// <summary>A store that cannot be read has nothing: a box starts whatever became of it.</summary>
    private bool IsInStore(string name)
    {
        try
        {
            return Slots?.Find(name, version: null) is not null;
        }
        catch (UpdateException)
        {
            return false;
        }
    }

    /// <summary>What cannot be described, opening says in words.</summary>
    private static LocalModel FindAt(string place, string? path)
    {
        try
        {
            ModelPackage package = ModelPackage.Open(InstalledModels.Locate(place));
            var network = new FileInfo(package.ModelPath);
            ModelRecord record = Describe(package, path);
            string written = network.Exists ? $"{network.Length} {network.LastWriteTimeUtc.Ticks}" : "";
            return new LocalModel(place, record, $"{record.ManifestSha256} {written}");
        }
        catch (Exception e) when (e is ModelFormatException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new LocalModel(place, new ModelRecord { Name = place, Path = path }, e.Message);
        }
    }

    /// <summary>The record of a model outside the store.</summary>
    /// <param name="place">Its folder or file.</param>
    /// <param name="path">What a person named it; <see langword="null"/>: it came with the program.</param>
    /// <exception cref="ModelFormatException">It has no manifest, or a wrong one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ModelRecord Describe(string place, string? path) => Describe(ModelPackage.Open(place), path);

    private static ModelRecord Describe(ModelPackage package, string? path) => new()
    {
        Name = package.Manifest.Name,
        Path = path is null ? null : Path.GetFullPath(path),
        ManifestSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(package.ManifestPath))),
    };

    [LoggerMessage(3601, LogLevel.Error, "What was remembered of the models is lost; the store goes on without it. {Damage}")]
    private partial void LogDamaged(string damage);
}
