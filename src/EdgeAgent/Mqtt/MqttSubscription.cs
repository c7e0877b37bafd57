namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>A topic filter, subscribed anew on each connect, and who receives what matches it.</summary>
internal sealed record MqttSubscription(string Filter, MqttMessageHandler Handler, MqttQualityOfService Quality = MqttQualityOfService.AtMostOnce);
