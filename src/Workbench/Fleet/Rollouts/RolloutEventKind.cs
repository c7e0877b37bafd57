namespace EdgeVision.Workbench.Fleet.Rollouts;

/// <summary>What there is to tell of a rollout.</summary>
internal enum RolloutEventKind
{
    /// <summary>The boards of a wave are told.</summary>
    WaveBegun,

    /// <summary>Another thing has become of a board.</summary>
    BoardChanged,

    /// <summary>Whoever was there of a wave is good, and has stayed so.</summary>
    WaveDone,

    /// <summary>Too many boards of a wave have failed.</summary>
    Stopped,

    /// <summary>All waves are done.</summary>
    Done,

    /// <summary>Boards are told again what they were told before.</summary>
    PuttingBack,

    /// <summary>They have been.</summary>
    PutBack,
}
