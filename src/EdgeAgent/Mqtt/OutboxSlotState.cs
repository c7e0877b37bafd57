namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>What becomes of a message on its way.</summary>
internal enum OutboxSlotState
{
    /// <summary>There is none.</summary>
    Free,

    /// <summary>It waits to be sent.</summary>
    Queued,

    /// <summary>It is being sent, or was sent and waits for its acknowledgement.</summary>
    InFlight,
}
