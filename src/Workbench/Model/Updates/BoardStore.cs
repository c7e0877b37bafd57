using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.ModelUpdates;
using EdgeVision.ModelStore;

namespace EdgeVision.Workbench.Model.Updates;

/// <summary>The store of the daemon on this machine, as its configuration has it.</summary>
/// <param name="Folder">Where it is.</param>
/// <param name="Device">The machine's name in messages.</param>
/// <param name="Groups">Those it belongs to.</param>
internal sealed record BoardStore(string Folder, string Device, IReadOnlyList<string> Groups)
{
    /// <summary>By an option, else by the configuration, else where stores are.</summary>
    /// <param name="configuration">The daemon's file; one that is not there or wrong says nothing here.</param>
    /// <exception cref="UsageException">There is no folder that it could be.</exception>
    public static BoardStore Of(string? option, string configuration)
    {
        EdgeVisionOptions? options = TryRead(configuration);
        return new BoardStore(
            UpdateArguments.FolderOf(option ?? options?.ModelUpdates.Store),
            options?.DeviceName ?? EdgeVisionOptions.HostName,
            options?.ModelUpdates.Groups ?? []);
    }

    /// <summary>What the daemon remembers. A damaged journal counts as empty and is set aside, as the daemon does.</summary>
    /// <exception cref="UpdateException">It cannot be read.</exception>
    public UpdateJournal ReadJournal() => Directory.Exists(Folder)
        ? new JournalFile(Folder).Read(out _)
        : throw new UpdateException(
            UpdateReason.NotFound, $"{Folder}: there is no store; a daemon that never had another model has none. Name one with --store.");

    /// <summary>What is pinned; <see langword="null"/>: nothing.</summary>
    public string? ReadPin() => new PinFile(Folder).Read();

    /// <summary>Pins.</summary>
    public void Pin(string message) => new PinFile(Folder).Write(message);

    /// <summary>What runs, by what is remembered.</summary>
    public static ModelStatus StatusOf(UpdateJournal journal)
    {
        CandidateRecord? candidate = journal.Candidate;
        bool isInTrial = candidate?.Step == UpdateStep.Trial;
        return new ModelStatus
        {
            Active = isInTrial ? candidate!.Model : journal.Good,
            Source = isInTrial || candidate?.Step == UpdateStep.Good ? candidate!.Source
                : candidate?.Step is UpdateStep.Refused or UpdateStep.RolledBack ? ModelStatus.Fallback
                : DesiredModel.Configuration,
            Candidate = candidate,
        };
    }

    /// <summary>The message of <c>model/state</c>.</summary>
    public byte[] Message(ModelStatus status) => ModelStateJson.Write(
        status, Device, Groups, typeof(BoardStore).Assembly.GetName().Version!.ToString(fieldCount: 3), DateTimeOffset.UtcNow);

    private static EdgeVisionOptions? TryRead(string configuration)
    {
        try
        {
            return ConfigurationLoader.Load(configuration, new Dictionary<string, string>());
        }
        catch (ConfigurationException)
        {
            return null;
        }
    }
}
