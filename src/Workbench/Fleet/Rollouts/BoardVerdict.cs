using EdgeVision.Workbench.Fleet.Boards;

namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>What a board's own words mean for a rollout.</summary>
/// <param name="Outcome"><see cref="BoardOutcome.Good"/>, <see cref="BoardOutcome.Failed"/> or <see cref="BoardOutcome.UnderWay"/>.</param>
/// <param name="Reached">How far it has come: grows with each step forward.</param>
internal readonly record struct BoardVerdict(BoardOutcome Outcome, double Reached = 0, string? Reason = null, string? Error = null)
{
    /// <summary>Another message has taken the place of ours.</summary>
    public const string Superseded = "superseded";

    private const string Pinned = "pin";

    /// <summary>Of a board that is there and has been told.</summary>
    public static BoardVerdict Of(BoardView view, RolloutDocument rollout)
    {
        if (view.IsDesiredSeen && view.Desired != rollout.Message)
            return new(BoardOutcome.Failed, 0, Superseded, "somebody has told it another thing since, and it is left alone.");
        if (view.State is not { } state)
            return new(BoardOutcome.UnderWay, 0, null, view.Unreadable is { } why ? $"what it says of its model {why}." : null);

        if (state.Candidate is { } candidate && candidate.Rollout == rollout.Id)
        {
            return candidate.Step switch
            {
                BoardCandidate.Good => new(BoardOutcome.Good),
                BoardCandidate.Refused or BoardCandidate.RolledBack =>
                    new(BoardOutcome.Failed, 0, candidate.Reason, candidate.Error ?? $"it says {candidate.Step} and no reason."),
                _ => new(BoardOutcome.UnderWay, candidate.Reached, candidate.Reason, candidate.Error),
            };
        }

        // It ran it already. While it is at another attempt that can change.
        if (state.Active is { } active && rollout.Model.IsSurely(active) && state.Candidate is not { HasEnded: false })
            return new(BoardOutcome.Good);
        return state.Source == Pinned
            ? new(BoardOutcome.Failed, 0, null, $"a person at the board has pinned {state.Active?.ToString() ?? "another model"}, which goes before this.")
            : new(BoardOutcome.UnderWay);
    }
}
