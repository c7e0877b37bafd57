namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>A board of a rollout, as it is kept.</summary>
internal sealed class RolloutBoard
{
    public required string Name { get; init; }

    /// <summary>From 0; one beyond the last wave is never told.</summary>
    public required int Wave { get; init; }

    /// <summary>When it was decided to tell it; kept before anything is sent, so that nothing sent is forgotten.</summary>
    public DateTimeOffset? Asked { get; set; }

    /// <summary>What the broker kept for it then; <see langword="null"/>: nothing.</summary>
    public string? Before { get; set; }

    /// <summary>When the broker was seen to keep our message.</summary>
    public DateTimeOffset? Told { get; set; }

    /// <summary>What has become of it.</summary>
    public BoardOutcome Outcome { get; set; }

    /// <summary>The board's word for it.</summary>
    public string? Reason { get; set; }

    /// <summary>The board's sentence for it, or ours where it says none.</summary>
    public string? Error { get; set; }

    /// <summary>Since when it is good, without a break.</summary>
    public DateTimeOffset? GoodSince { get; set; }

    /// <summary>Whether it has been told again what it was told before, or somebody else has told it another thing since.</summary>
    public bool IsPutBack { get; set; }
}
