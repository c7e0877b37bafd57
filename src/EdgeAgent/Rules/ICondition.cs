namespace EdgeVision.EdgeAgent.Rules;

/// <summary>A condition outside the pictures that a rule or a camera waits for. Any thread may read it; reading allocates nothing.</summary>
internal interface ICondition
{
    /// <summary>Its name in messages.</summary>
    string Name { get; }

    /// <summary>Its present state.</summary>
    ConditionState State { get; }
}
