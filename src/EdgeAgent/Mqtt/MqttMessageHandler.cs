namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Receives one message. The connection waits for it, so it must not block; the payload is valid only during the call.</summary>
/// <param name="retained">Whether the broker kept the message from before; a command that arrives so is stale.</param>
internal delegate void MqttMessageHandler(string topic, ReadOnlySpan<byte> payload, bool retained);
