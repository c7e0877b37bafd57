namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>The broker's message about us when the connection ends without a goodbye (MQTT 5.0, section 3.1.2.5).</summary>
/// <param name="Delay">How long the broker waits for us to return before it publishes the will, so that a short loss is not told. MQTT 5
/// only; zero: at once.</param>
internal sealed record MqttWill(MqttMessage Message, TimeSpan Delay = default);
