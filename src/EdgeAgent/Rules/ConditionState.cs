namespace EdgeVision.EdgeAgent.Rules;

/// <summary>How a condition is.</summary>
internal enum ConditionState
{
    /// <summary>Nobody can tell just now. What waits for it waits on, and whoever depends on that has nothing to go by.</summary>
    Unknown,

    /// <summary>Not fulfilled.</summary>
    Inactive,

    /// <summary>Fulfilled.</summary>
    Active,
}
