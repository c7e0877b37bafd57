namespace EdgeVision.Workbench.Fleet.Boards;

/// <summary>All that the broker tells of one board.</summary>
internal sealed record BoardView(string Name)
{
    /// <summary>Whether it is gone; a board that says nothing of it counts as there.</summary>
    public bool IsOffline { get; init; }

    /// <summary>What it says of its model; <see langword="null"/>: nothing, or nothing that can be read.</summary>
    public BoardState? State { get; init; }

    /// <summary>Why what it says cannot be read, the end of a sentence; <see langword="null"/>: it can.</summary>
    public string? Unreadable { get; init; }

    /// <summary>The message that tells it what to run; <see langword="null"/>: none, or none that a board would heed.</summary>
    public string? Desired { get; init; }

    /// <summary>Whether any message on that topic has come: a broker may drop what it keeps where it cannot hand it over fast enough.</summary>
    public bool IsDesiredSeen { get; init; }
}
