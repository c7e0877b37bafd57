using EdgeVision.EdgeAgent.Mqtt.Interop;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>The door between publishers and libmosquitto: open only while the broker has accepted us, and never more than a fixed number of messages behind it.</summary>
/// <remarks>
/// libmosquitto itself queues without bound, offline too. The lock is held for the length of one hand-over, which only copies; the library's
/// callbacks take it too, but never while the library holds a lock that a hand-over waits for.
/// </remarks>
/// <param name="capacity">Messages that may be behind the door at once.</param>
internal sealed unsafe class MqttOutbox(int capacity)
{
    /// <summary>Room above the capacity for what is said on coming and going, which must not drown in detections.</summary>
    public const int Reserve = 32;

    private readonly Lock _gate = new();
    private readonly TopicCache _topics = new();
    private readonly InFlightLedger _inFlight = new();
    private MosquittoClient? _client;
    private volatile bool _open;
    private volatile int _behind;
    private long _dropped;

    /// <summary>Whether the broker has accepted us and the connection stands.</summary>
    public bool IsOpen => _open;

    /// <summary>Messages turned away, and those lost behind the door.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Whether nothing is on its way that could still arrive.</summary>
    public bool IsDrained
    {
        get
        {
            lock (_gate)
                return !_open || _inFlight.Count == 0;
        }
    }

    /// <summary>Puts another client behind the closed door, or none, and disposes the last one with all that it held.</summary>
    public void Replace(MosquittoClient? successor)
    {
        lock (_gate)
        {
            _client?.Dispose();
            _client = successor;
            Interlocked.Add(ref _dropped, _inFlight.DropAll());
            _behind = 0;
        }
    }

    /// <summary>The broker has accepted us.</summary>
    public void Open()
    {
        lock (_gate)
            _open = true;
    }

    /// <summary>The connection has ended. Messages of quality 1 stay with the client, which sends them again after its next connect.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _open = false;
            Interlocked.Add(ref _dropped, _inFlight.DropUnsent());
            _behind = _inFlight.Count;
        }
    }

    /// <summary>A message was sent or acknowledged.</summary>
    public void Confirm(int messageId)
    {
        lock (_gate)
        {
            _inFlight.Remove(messageId);
            _behind = _inFlight.Count;
        }
    }

    /// <summary>Says goodbye, after which the broker forgets the will.</summary>
    public void Disconnect()
    {
        lock (_gate)
        {
            if (_open)
                _client?.Disconnect();
        }
    }

    /// <summary>Hands a message to the library; <see langword="false"/>: dropped and counted.</summary>
    /// <param name="privileged">Whether the reserve may be used.</param>
    public bool TryHandOver(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry, bool privileged)
    {
        // A publisher that runs into a full or closed door must not hold up, by the lock, the confirmations that make room.
        int room = privileged ? capacity + Reserve : capacity;
        if (!_open || _behind >= room)
        {
            CountDropped();
            return false;
        }

        lock (_gate)
        {
            byte[] encoded = _topics.Encode(topic);
            if (_open && _client is { } client && _inFlight.Count < room)
            {
                int result;
                int messageId;
                fixed (byte* bytes = encoded)
                    result = client.Publish(bytes, payload, quality, retain, expiry, out messageId);
                // At quality 1 the library queues the message although it says that there is no connection, and sends it after the next connect.
                bool taken = result == MosquittoResult.Success || (result == MosquittoResult.NoConnection && quality == MqttQualityOfService.AtLeastOnce);
                if (taken)
                {
                    _inFlight.Add(messageId, quality);
                    _behind = _inFlight.Count;
                    return true;
                }
            }
        }

        CountDropped();
        return false;
    }

    /// <summary>Counts a message that did not even come to the door.</summary>
    public void CountDropped() => Interlocked.Increment(ref _dropped);
}
