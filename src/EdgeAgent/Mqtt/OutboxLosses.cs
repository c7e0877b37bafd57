namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>
/// What an outbox dropped while connected, for the log. Counting allocates nothing. It is read on another thread than those that
/// count, so a number may be a moment old.
/// </summary>
internal sealed class OutboxLosses
{
    private long _late;
    private long _full;

    /// <summary>Messages that had waited too long for the link.</summary>
    public long Late => Interlocked.Read(ref _late);

    /// <summary>Messages for which there was no room.</summary>
    public long Full => Interlocked.Read(ref _full);

    /// <summary>The first topic that MQTT does not allow.</summary>
    public string? ForbiddenTopic { get; private set; }

    /// <summary>The topic of the first message that the broker says is too large.</summary>
    public string? OversizedTopic { get; private set; }

    /// <summary>The payload of <see cref="OversizedTopic"/>, in bytes.</summary>
    public int OversizedBytes { get; private set; }

    /// <summary>Counts a message that was turned away.</summary>
    public void Count(string? forbiddenTopic, string? oversizedTopic, int bytes)
    {
        if (forbiddenTopic is not null)
            ForbiddenTopic ??= forbiddenTopic;
        else if (oversizedTopic is not null && OversizedTopic is null)
            (OversizedBytes, OversizedTopic) = (bytes, oversizedTopic);
        else if (oversizedTopic is null)
            Interlocked.Increment(ref _full);
    }

    /// <summary>Counts a message that had waited too long.</summary>
    public void CountLate() => Interlocked.Increment(ref _late);
}
