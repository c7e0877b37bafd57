using System.Text.Json;
using EdgeVision.EdgeAgent.Settings;
using EdgeVision.Inference.Models;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>
/// The file a rollout is kept in: replaced whole, so that it is there whole whenever the process ends, and held by one process at a time.
/// </summary>
internal sealed class RolloutFile : IDisposable
{
    private const int MaxBytes = 64 << 20;
    private const string Ending = ".json";

    private readonly FileStream _lock;

    private RolloutFile(string path, FileStream held) => (Path, _lock) = (path, held);

    public string Path { get; }

    /// <summary>Where rollouts are kept of which nobody says where.</summary>
    public static string Folder
    {
        get
        {
            string? state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            // A path that is not absolute is to be ignored (XDG Base Directory Specification 0.8).
            if (state is not ['/', ..])
                state = System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
            return System.IO.Path.Combine(state, "edgevision", "rollouts");
        }
    }

    /// <summary>The file of a new rollout, whose folder is made where it is not there.</summary>
    public static string PathOf(string id) => System.IO.Path.Combine(Folder, id + Ending);

    /// <summary>Where a rollout is kept that is named by its file or by its id.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public static string Find(string idOrFile)
    {
        if (File.Exists(idOrFile))
            return idOrFile;
        string path = PathOf(idOrFile);
        if (!idOrFile.Contains('/', StringComparison.Ordinal) && File.Exists(path))
            return path;
        string[] ids = Directory.Exists(Folder)
            ? [.. Directory.GetFiles(Folder, "*" + Ending).Select(static file => System.IO.Path.GetFileNameWithoutExtension(file)).OrderDescending()]
            : [];
        throw new FileNotFoundException($"{idOrFile}: there is no such rollout, neither a file nor in {Folder}: {NearestName.Suggest(idOrFile, ids)}");
    }

    /// <summary>Holds a file, whether it is there yet or not, against other processes until it is disposed.</summary>
    /// <exception cref="IOException">Another process holds it, or its folder cannot be written.</exception>
    public static RolloutFile Hold(string path)
    {
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!;
        if (folder == Folder)
            DurableFile.MakeFolder(folder);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"{folder}: there is no such folder; make it first.");
        string held = path + ".lock";
        try
        {
            return new RolloutFile(path, new FileStream(held, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None));
        }
        catch (IOException exception) when (File.Exists(held))
        {
            throw new IOException($"{path}: another edgevision is at this rollout; wait for it to end, or end it.", exception);
        }
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="DamagedRolloutException">It is no rollout, or a newer version's.</exception>
    public RolloutDocument Read()
    {
        if (!RegularFile.HasBytes(Path) || new FileInfo(Path).Length > MaxBytes)
            throw new DamagedRolloutException($"{Path}: it is no rollout, but empty, too large, or no regular file.");
        try
        {
            using FileStream file = File.OpenRead(Path);
            RolloutDocument document = JsonSerializer.Deserialize(file, RolloutJsonContext.Default.RolloutDocument)
                ?? throw new DamagedRolloutException($"{Path}: it is no rollout, but null.");
            if (document.Schema != RolloutDocument.CurrentSchema)
                throw new DamagedRolloutException($"{Path}: its schema is not {RolloutDocument.CurrentSchema}, which is all that this version reads.");
            RolloutBoard? strange = document.Boards.FirstOrDefault(board => TopicName.FindError(board.Name, levels: false) is not null || board.Wave < 0);
            if (strange is not null)
                throw new DamagedRolloutException($"{Path}: '{strange.Name}' of wave {strange.Wave} can be no board; the file is damaged.");
            return document.Wave >= 0 && document.Wave < Math.Max(document.Waves.Count, 1)
                ? document
                : throw new DamagedRolloutException($"{Path}: it is at wave {document.Wave + 1} of {document.Waves.Count}; the file is damaged.");
        }
        catch (JsonException exception)
        {
            throw new DamagedRolloutException(
                $"{Path}: {exception.Path ?? "$"}: it is no rollout as this version keeps it (line {exception.LineNumber + 1}).", exception);
        }
    }

    /// <summary>Keeps a rollout, on the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(RolloutDocument document)
    {
        using PendingFile pending = PendingFile.Write(Path, JsonSerializer.SerializeToUtf8Bytes(document, RolloutJsonContext.Default.RolloutDocument));
        pending.Publish(overwrite: true);
        DurableFile.SyncFolder(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
    }

    public void Dispose()
    {
        // While it is held, so that nobody else's is deleted.
        File.Delete(_lock.Name);
        _lock.Dispose();
    }
}
