namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>MQTT cannot be had as configured; the message names the thing, the value and the way out.</summary>
internal sealed class MqttException(string message) : Exception(message)
{
    /// <summary>Whether libmosquitto is not installed, rather than a setting wrong.</summary>
    public bool IsLibraryMissing { get; init; }
}
