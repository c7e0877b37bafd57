namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>What libmosquitto tells, always on the thread that runs its loop.</summary>
internal interface IMosquittoEvents
{
    /// <summary>The broker answered CONNECT.</summary>
    /// <param name="code">0: accepted; otherwise a CONNACK code of the version in use.</param>
    void OnConnack(int code);

    /// <summary>The connection ended.</summary>
    /// <param name="code">A reason code from the broker (0x80 and above) or a libmosquitto result.</param>
    void OnDisconnect(int code);

    /// <summary>A message left: sent (quality 0) or acknowledged (quality 1).</summary>
    /// <param name="reason">The acknowledgement's MQTT 5 reason code; 0x80 and above: refused.</param>
    void OnPublished(int messageId, int reason);

    /// <summary>The broker answered a subscription with its granted quality; 0x80 and above: refused.</summary>
    void OnSubscribed(int messageId, int granted);

    /// <summary>A message arrived. The spans live only during the call; <paramref name="topic"/> is followed by a zero byte.</summary>
    void OnMessage(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, bool retained);
}
