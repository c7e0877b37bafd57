using System.Collections.Immutable;

namespace EdgeVision.ModelStore;

/// <summary>The newest attempt to run another model, also after its end.</summary>
public sealed record CandidateRecord
{
    /// <summary>The model; <see langword="null"/>: not known before it is fetched.</summary>
    public ModelRecord? Model { get; init; }

    /// <summary>How far it came.</summary>
    public required UpdateStep Step { get; init; }

    /// <summary>How often a process began while it was not at its end: a model that ends the process is not tried for ever.</summary>
    public int Starts { get; init; }

    /// <summary>Who asked for it: <c>configuration</c>, <c>device</c>, <c>group:NAME</c>, <c>pin</c> or <c>fallback</c>.</summary>
    public required string Source { get; init; }

    /// <summary>What was asked for, by which the same wish is known again.</summary>
    public string? Wanted { get; init; }

    /// <summary>Where it comes from; <see langword="null"/>: it is in the store, or came with the program.</summary>
    public string? Url { get; init; }

    /// <summary>The SHA-256 of the bundle's file that was asked for.</summary>
    public string? WantedSha256 { get; init; }

    /// <summary>The version that was asked for.</summary>
    public string? WantedVersion { get; init; }

    /// <summary>What whoever asked calls the occasion.</summary>
    public string? Rollout { get; init; }

    /// <summary>Why it is not tried further, or not yet.</summary>
    public UpdateReason? Reason { get; init; }

    /// <summary>The same as a sentence.</summary>
    public string? Error { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>How long each step took so far.</summary>
    public ImmutableSortedDictionary<UpdateStep, double> Seconds { get; init; } = ImmutableSortedDictionary<UpdateStep, double>.Empty;

    /// <summary>In how many of the frames that both saw it agreed with the one in use, 0…1.</summary>
    public double? Agreement { get; init; }
}
