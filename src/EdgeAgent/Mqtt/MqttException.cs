namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>
/// The configuration cannot be used, or the other side's behaviour ends the connection; the message names the thing, the value and what to do.
/// </summary>
internal sealed class MqttException(string message, MqttErrorKind kind = MqttErrorKind.Refused) : Exception(message)
{
    /// <summary>What it means for the next attempt.</summary>
    public MqttErrorKind Kind => kind;
}
