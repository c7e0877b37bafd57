namespace EdgeVision.EdgeAgent.Rules;

/// <summary>How a condition is.</summary>
internal enum ConditionState
{
    /// <summary>Unknown just now. A camera or rule that waits for it goes on waiting, and outputs that depend on that get no inference.</summary>
    Unknown,

    /// <summary>Not fulfilled.</summary>
    Inactive,

    /// <summary>Fulfilled.</summary>
    Active,
}
