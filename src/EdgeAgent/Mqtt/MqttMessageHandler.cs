namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Receives one message while the connection waits: it must not block, and the payload lives only during the call.</summary>
/// <param name="retained">Whether the broker kept the message from before; a command that arrives so is stale.</param>
internal delegate void MqttMessageHandler(string topic, ReadOnlySpan<byte> payload, bool retained);
