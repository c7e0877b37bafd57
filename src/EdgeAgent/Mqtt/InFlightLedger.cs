namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Counts the messages that libmosquitto holds, because its own queues have no bound. Not thread-safe.</summary>
internal sealed class InFlightLedger
{
    // One bit for each message id that waits for an acknowledgement: the library's callback does not say of which quality its message was.
    private readonly ulong[] _unacknowledged = new ulong[65536 / 64];
    private int _unsent;

    /// <summary>Messages of either quality.</summary>
    public int Count => _unsent + Unacknowledged;

    /// <summary>Messages of quality 1, sent or not. The library keeps them over a reconnect and sends them again.</summary>
    public int Unacknowledged { get; private set; }

    /// <summary>A message was handed over.</summary>
    public void Add(int messageId, MqttQualityOfService quality)
    {
        if (quality == MqttQualityOfService.AtMostOnce)
        {
            _unsent++;
        }
        else if (!IsUnacknowledged(messageId))
        {
            _unacknowledged[(ushort)messageId >> 6] |= 1UL << (messageId & 63);
            Unacknowledged++;
        }
    }

    /// <summary>A message was sent or acknowledged.</summary>
    public void Remove(int messageId)
    {
        if (IsUnacknowledged(messageId))
        {
            _unacknowledged[(ushort)messageId >> 6] &= ~(1UL << (messageId & 63));
            Unacknowledged--;
        }
        else if (_unsent > 0)
        {
            _unsent--;
        }
    }

    /// <summary>The connection ended: what was not sent never will be.</summary>
    /// <returns>How many messages are lost.</returns>
    public int DropUnsent()
    {
        int lost = _unsent;
        _unsent = 0;
        return lost;
    }

    /// <summary>The library's instance is gone with all that it held.</summary>
    /// <returns>How many messages are lost.</returns>
    public int DropAll()
    {
        int lost = Count;
        _unsent = 0;
        Unacknowledged = 0;
        Array.Clear(_unacknowledged);
        return lost;
    }

    private bool IsUnacknowledged(int messageId) => (_unacknowledged[(ushort)messageId >> 6] >> (messageId & 63) & 1) != 0;
}
