using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Outputs.Mqtt;

/// <summary>The protocol version spoken with the broker.</summary>
internal enum MqttProtocol
{
    /// <summary>MQTT 5, and 3.1.1 where the broker refuses it.</summary>
    Automatic,

    /// <summary>MQTT 5 only.</summary>
    [JsonStringEnumMemberName("5")]
    Version5,

    /// <summary>MQTT 3.1.1 only.</summary>
    [JsonStringEnumMemberName("3.1.1")]
    Version311,
}
