namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>One message, ready to be published.</summary>
internal sealed record MqttMessage(string Topic, ReadOnlyMemory<byte> Payload, MqttQualityOfService Quality, bool Retain);
