namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>How far a message has come.</summary>
internal enum OutboxSlotState
{
    /// <summary>The slot is free.</summary>
    Free,

    /// <summary>It waits to be sent.</summary>
    Queued,

    /// <summary>It is being sent, or was sent and waits for its acknowledgement.</summary>
    InFlight,
}
