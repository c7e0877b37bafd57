namespace EdgeVision.EdgeAgent.Rules;

/// <summary>Where in an event's life a message stands.</summary>
internal enum VisionEventKind
{
    /// <summary>The rule began to hold.</summary>
    Start,

    /// <summary>It still holds, for another object or another number of objects.</summary>
    Update,

    /// <summary>It holds no more; exactly one for each start.</summary>
    End,
}
