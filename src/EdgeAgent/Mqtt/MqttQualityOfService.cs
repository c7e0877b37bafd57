namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>MQTT's delivery guarantee (MQTT 5.0, section 4.3).</summary>
internal enum MqttQualityOfService
{
    AtMostOnce = 0,
    AtLeastOnce = 1,
}
