using System.Collections.Immutable;

namespace EdgeVision.ModelStore;

/// <summary>
/// What a board remembers of its models over a loss of power. It is bounded: the methods that add to it drop the oldest. Immutable;
/// <see cref="JournalFile"/> keeps it.
/// </summary>
public sealed record UpdateJournal
{
    /// <summary>Sources whose word is kept.</summary>
    public const int MaxDesired = 16;

    /// <summary>Characters of a source's word.</summary>
    public const int MaxDesiredLength = 4096;

    /// <summary>Models whose sequence is kept.</summary>
    public const int MaxSequences = 256;

    /// <summary>Refusals that are kept.</summary>
    public const int MaxRefused = 32;

    private const int MaxNameLength = 128;
    private const int MaxErrorLength = 1000;
    private const int MaxUrlLength = 1000;

    /// <summary>A board that has seen nothing.</summary>
    public static UpdateJournal Empty { get; } = new();

    /// <summary>What passed its trial and is run; <see langword="null"/>: nothing did so far.</summary>
    public ModelRecord? Good { get; init; }

    /// <summary>What was good before.</summary>
    public ModelRecord? Previous { get; init; }

    /// <summary>The newest attempt; <see langword="null"/>: there was none.</summary>
    public CandidateRecord? Candidate { get; init; }

    /// <summary>What each source, <c>device</c> or <c>group:NAME</c>, said last: the JSON as it came.</summary>
    public ImmutableSortedDictionary<string, string> Desired { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>How far it has come with each model; the one that moved last is the last.</summary>
    public ImmutableArray<SequenceRecord> Sequences { get; init; } = [];

    /// <summary>What was refused; the newest is the last.</summary>
    public ImmutableArray<RefusedRecord> Refused { get; init; } = [];

    /// <summary>The highest sequence of a model that ever became good; 0: none did.</summary>
    public long HighestSequence(string name) => Sequences.FirstOrDefault(sequence => sequence.Name == name)?.Highest ?? 0;

    /// <summary>Remembers what a source says.</summary>
    /// <param name="json"><see langword="null"/>: it says nothing any more.</param>
    /// <exception cref="ArgumentException">It is too long, or there are too many sources.</exception>
    public UpdateJournal WithDesired(string source, string? json)
    {
        ArgumentException.ThrowIfNullOrEmpty(source);
        if (json is null)
            return this with { Desired = Desired.Remove(source) };
        if (source.Length > MaxNameLength || json.Length > MaxDesiredLength)
            throw new ArgumentException($"What {source} says has {json.Length} characters; at most {MaxDesiredLength} are kept.", nameof(json));
        if (Desired.Count >= MaxDesired && !Desired.ContainsKey(source))
            throw new ArgumentException($"{source} would be one source too many; at most {MaxDesired} are kept.", nameof(source));
        return this with { Desired = Desired.SetItem(source, json) };
    }

    /// <summary>Remembers that a model became good. A lower sequence than one before changes nothing.</summary>
    public UpdateJournal WithSequence(string name, long sequence)
    {
        if (sequence <= HighestSequence(name))
            return this;

        ImmutableArray<SequenceRecord> others = [.. Sequences.Where(other => other.Name != name)];
        return this with { Sequences = [.. others.TakeLast(MaxSequences - 1), new SequenceRecord(name, sequence)] };
    }

    /// <summary>Remembers a refusal, in the place of one of the same bundle or address.</summary>
    public UpdateJournal WithRefused(RefusedRecord refused)
    {
        ArgumentNullException.ThrowIfNull(refused);
        refused = refused with { Error = Cut(refused.Error, MaxErrorLength), Url = refused.Url is null ? null : Cut(refused.Url, MaxUrlLength) };
        IEnumerable<RefusedRecord> others = Refused.Where(other => (other.Sha256, other.Url) != (refused.Sha256, refused.Url));
        return this with { Refused = [.. others.TakeLast(MaxRefused - 1), refused] };
    }

    /// <summary>
    /// Remembers that an attempt is over without its model having become good: refused, or taken back where it ran on live frames. What another wish has
    /// overtaken is not counted among what was refused.
    /// </summary>
    public UpdateJournal WithEnd(CandidateRecord candidate, UpdateReason reason, string error, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        UpdateStep step = candidate.Step == UpdateStep.Trial ? UpdateStep.RolledBack : UpdateStep.Refused;
        UpdateJournal journal = this with { Candidate = candidate with { Step = step, Reason = reason, Error = error, Starts = 0 } };
        return reason == UpdateReason.Superseded
            ? journal
            : journal.WithRefused(new RefusedRecord { Sha256 = candidate.Model?.Sha256, Url = candidate.Url, Reason = reason, Error = error, At = at });
    }

    /// <summary>Why a bundle was refused; <see langword="null"/>: it was not, or that was forgotten.</summary>
    /// <param name="sha256">Of its file, where known.</param>
    /// <param name="url">Where it comes from; counts only where no hash is known on one of the sides.</param>
    public RefusedRecord? FindRefused(string? sha256, string? url) => Refused.LastOrDefault(refused =>
        sha256 is not null && refused.Sha256 is not null ? sha256 == refused.Sha256 : url is not null && refused.Url == url);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];
}
