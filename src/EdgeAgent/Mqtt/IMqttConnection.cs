namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>A connection to one broker that looks after itself: it connects, reconnects with back-off, and never blocks a publisher.</summary>
internal interface IMqttConnection : IDisposable
{
    /// <summary>Whether the broker has accepted us and the connection stands.</summary>
    bool IsConnected { get; }

    /// <summary>
    /// Messages that were dropped: while offline, or because too many were on their way, they were too late, or the broker does not accept such ones.
    /// </summary>
    long Dropped { get; }

    /// <summary>
    /// Why there is no connection, or what the broker refuses while there is one; <see langword="null"/>: nothing is wrong, or nothing was tried yet.
    /// </summary>
    string? Error { get; }

    /// <summary>Starts connecting in the background and returns at once.</summary>
    void Start();

    /// <summary>Hands a message over without waiting for the network; <see langword="false"/>: dropped and counted. Any thread.</summary>
    /// <param name="expiry">MQTT 5 message expiry; ignored under 3.1.1. <see langword="null"/>: none.</param>
    bool TryPublish(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry = null);

    /// <summary>
    /// Publishes the stop message, disconnects cleanly and ends; <see langword="false"/>: it has not ended within <paramref name="limit"/>.
    /// Called again, it only waits.
    /// </summary>
    bool Stop(TimeSpan limit);
}
