using System.Buffers;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>
/// Room for one message on its way; it is reused. Its index in the outbox is the packet identifier of its message, also after a reconnect.
/// </summary>
internal sealed class OutboxSlot
{
    private byte[] _payload = new byte[512];
    private int _length;

    /// <summary>The packet identifier of a message that is acknowledged.</summary>
    public required ushort Identifier { get; init; }

    /// <summary>The message as it is sent.</summary>
    public MqttPublishPacket Packet { get; } = new();

    /// <summary>The order in which messages were handed over.</summary>
    public long Number { get; private set; }

    /// <summary>When it was handed over, as a time stamp of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long HandedOver { get; private set; }

    /// <summary>When it was last sent.</summary>
    public long Sent { get; set; }

    /// <summary>How long it may wait; <see langword="null"/>: for ever.</summary>
    public TimeSpan? Expiry { get; private set; }

    /// <summary>How far it has come.</summary>
    public OutboxSlotState State { get; set; }

    /// <summary>Whether the broker acknowledges it.</summary>
    public bool IsAcknowledged => Packet.QualityOfServiceLevel != MqttQualityOfServiceLevel.AtMostOnce;

    /// <summary>Takes a message in.</summary>
    public void Fill(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry, long number, long now)
    {
        if (_payload.Length < payload.Length)
            _payload = new byte[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)payload.Length)];
        payload.CopyTo(_payload);
        _length = payload.Length;
        Packet.Topic = topic;
        Packet.QualityOfServiceLevel = (MqttQualityOfServiceLevel)quality;
        Packet.Retain = retain;
        Packet.Dup = false;
        Packet.Payload = new ReadOnlySequence<byte>(_payload, 0, _length);
        (Number, HandedOver, Sent, Expiry, State) = (number, now, 0, expiry, OutboxSlotState.Queued);
    }
}
