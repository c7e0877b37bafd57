using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>What the broker's answer to CONNECT allows (MQTT 5.0, section 3.2.2.3); under MQTT 3.1.1 nothing is limited.</summary>
/// <param name="Quality">The highest quality it takes.</param>
/// <param name="Retains">Whether it keeps retained messages.</param>
/// <param name="ReceiveMaximum">Messages of quality 1 that may wait for its acknowledgement.</param>
/// <param name="PacketSize">Bytes of the largest packet it takes.</param>
/// <param name="KeepAlive">How often it wants a sign of life.</param>
/// <param name="Wildcards">Whether it takes subscriptions to more than one topic at once.</param>
/// <param name="HasSession">Whether it remembers us, so that what it has not acknowledged is sent again as a duplicate.</param>
internal sealed record BrokerLimits(
    MqttQualityOfService Quality, bool Retains, int ReceiveMaximum, uint PacketSize, TimeSpan KeepAlive, bool Wildcards, bool HasSession)
{
    /// <summary>From the answer, and the keep-alive that we asked for.</summary>
    public static BrokerLimits From(MqttConnAckPacket answer, MqttProtocolVersion version, TimeSpan keepAlive)
    {
        if (version == MqttProtocolVersion.V311)
            return new(MqttQualityOfService.AtLeastOnce, true, ushort.MaxValue, uint.MaxValue, keepAlive, true, answer.IsSessionPresent);
        return new(
            answer.MaximumQoS == MqttQualityOfServiceLevel.AtMostOnce ? MqttQualityOfService.AtMostOnce : MqttQualityOfService.AtLeastOnce,
            answer.RetainAvailable,
            answer.ReceiveMaximum == 0 ? ushort.MaxValue : answer.ReceiveMaximum,
            answer.MaximumPacketSize == 0 ? uint.MaxValue : answer.MaximumPacketSize,
            answer.ServerKeepAlive == 0 ? keepAlive : TimeSpan.FromSeconds(answer.ServerKeepAlive),
            answer.WildcardSubscriptionAvailable,
            answer.IsSessionPresent);
    }
}
