namespace EdgeVision.EdgeAgent.Rules;

/// <summary>Something outside the pictures that a rule or a camera waits for. Any thread may ask; asking allocates nothing.</summary>
internal interface ICondition
{
    /// <summary>What messages call it.</summary>
    string Name { get; }

    /// <summary>How it is just now.</summary>
    ConditionState State { get; }
}
