namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>The newest attempt of a board to run another model.</summary>
/// <param name="Rollout">The id that came with the message which asked for it.</param>
/// <param name="Step">As the board spells it.</param>
/// <param name="Progress">Of that step, 0…1.</param>
/// <param name="Reason">A word for programs.</param>
/// <param name="Error">A sentence for people.</param>
internal sealed record BoardCandidate(BoardModel Model, string? Rollout, string Step, double? Progress, string? Reason, string? Error)
{
    /// <summary>The model passed its trial.</summary>
    public const string Good = "good";

    /// <summary>It never ran live.</summary>
    public const string Refused = "refused";

    /// <summary>It ran live, and the one before runs again.</summary>
    public const string RolledBack = "rolledBack";

    private static readonly string[] s_steps = ["fetching", "staged", "verified", "loaded", "trial"];

    /// <summary>Whether the attempt has come to an end.</summary>
    public bool HasEnded => Step is Good or Refused or RolledBack;

    /// <summary>How far it has come, in steps; one that waits for another try is not further than before.</summary>
    public double Reached => Array.IndexOf(s_steps, Step) is int at and >= 0 ? at + 1 + Math.Clamp(Progress ?? 0, 0, 1) : 0;
}
