namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>The protocol level that CONNECT names.</summary>
internal enum MqttProtocolVersion
{
    V311 = 4,
    V5 = 5,
}
