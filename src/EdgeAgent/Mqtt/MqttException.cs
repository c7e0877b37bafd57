namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>
/// MQTT cannot be had as configured, or what the other side does ends the connection; the message names the thing, the value and the way out.
/// </summary>
internal sealed class MqttException(string message, MqttFailureKind kind = MqttFailureKind.Refused) : Exception(message)
{
    /// <summary>What it means for the next attempt.</summary>
    public MqttFailureKind Kind => kind;
}
