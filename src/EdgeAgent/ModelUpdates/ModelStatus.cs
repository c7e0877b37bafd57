using EdgeVision.ModelStore;

namespace EdgeVision.EdgeAgent.ModelUpdates;

/// <summary>What runs, who wanted it, and what is on its way.</summary>
internal sealed record ModelStatus
{
    /// <summary>Who wanted what runs; <c>fallback</c>: nobody, what was wanted cannot be run.</summary>
    public required string Source { get; init; }

    /// <summary>What runs; <see langword="null"/>: nothing does yet.</summary>
    public ModelRecord? Active { get; init; }

    /// <summary>The newest attempt at another one, also after its end; <see langword="null"/>: there was none.</summary>
    public CandidateRecord? Candidate { get; init; }

    /// <summary>How much of the candidate's step is over, 0…1; <see langword="null"/>: nobody knows.</summary>
    public double? Progress { get; init; }

    /// <summary>What runs in spite of what is wanted.</summary>
    public const string Fallback = "fallback";
}
