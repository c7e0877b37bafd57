using System.Diagnostics;
using System.Text;
using System.Threading.Channels;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>
/// Holds messages between publishers and the broker. It takes them only while connected, never more than a fixed number at once, and drops those that have
/// waited past their expiry.
/// </summary>
/// <remarks>
/// Publishing copies under a short lock and allocates nothing once the slots are there. Messages that expire give way to those that do not, so that an event is
/// not behind seconds of detections on a slow link. Unacknowledged messages of quality 1 stay over a reconnect and are sent again, in their order and before
/// everything else, with their packet identifiers (MQTT 5.0, section 4.4).
/// </remarks>
/// <param name="capacity">How many messages with an expiry may be on their way at once.</param>
internal sealed class MqttOutbox(int capacity)
{
    /// <summary>
    /// Room for messages without expiry: detections must not crowd out states and events, nor these block detections while they are not acknowledged.
    /// </summary>
    public const int Reserve = 64;

    /// <summary>Further room for birth and stop messages.</summary>
    public const int PrivilegedReserve = 192;

    private const int MaxTopicBytes = 65535;

    // The fixed header, the topic's length, the packet identifier, and the only property we send with its length: MQTT 5.0, section 3.3.
    private const int Overhead = 5 + 2 + 2 + 1 + 5;

    /// <summary>How long a message that expires may wait for the link; what a camera shows is worth less with every moment.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(2);

    // More than a satellite link needs, but low: until it is reached, the kernel buffers what it will take many times as long to send.
    private static readonly TimeSpan s_maxLag = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<OutboxSlot> _slots = [];
    private readonly Stack<OutboxSlot> _free = [];
    private readonly Queue<OutboxSlot> _lasting = [];
    private readonly Queue<OutboxSlot> _expiring = [];
    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
    });
    private BrokerLimits? _limits;
    private int _inUse;
    private int _expiringInUse;
    private int _unacknowledged;
    private long _number;
    private volatile bool _open;
    private long _dropped;

    /// <summary>Whether the broker has accepted us and the connection stands.</summary>
    public bool IsOpen => _open;

    /// <summary>Messages that were not taken, and those that were lost later.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>What was dropped since the connection began for a reason that somebody should hear of.</summary>
    public OutboxLosses Losses { get; private set; } = new();

    /// <summary>Whether no message is on its way any more that could still arrive.</summary>
    public bool IsDrained
    {
        get
        {
            lock (_gate)
                return !_open || _inUse == 0;
        }
    }

    /// <summary>The broker has accepted us: what was not acknowledged goes first.</summary>
    public void Open(BrokerLimits limits)
    {
        lock (_gate)
        {
            _limits = limits;
            Losses = new OutboxLosses();
            OutboxSlot[] again = [.. _slots.Where(static slot => slot.State != OutboxSlotState.Free).OrderBy(static slot => slot.Number)];
            _lasting.Clear();
            _unacknowledged = 0;
            long now = Stopwatch.GetTimestamp();
            foreach (OutboxSlot slot in again)
            {
                if (slot.Expiry is { } expiry && Stopwatch.GetElapsedTime(slot.HandedOver, now) > expiry)
                {
                    Drop(slot);
                    continue;
                }

                // A broker without our session never saw the message, so it must not be marked as a duplicate.
                slot.Packet.Dup = slot.State == OutboxSlotState.InFlight && limits.HasSession;
                slot.State = OutboxSlotState.Queued;
                _lasting.Enqueue(slot);
            }

            _open = true;
        }

        Wake();
    }

    /// <summary>The connection has ended. Messages that the broker was to acknowledge stay for the next connection; all others are lost.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _open = false;
            _lasting.Clear();
            _expiring.Clear();
            foreach (OutboxSlot slot in _slots)
            {
                bool isKept = slot.IsAcknowledged && (slot.Expiry is null || slot.State == OutboxSlotState.InFlight);
                if (slot.State != OutboxSlotState.Free && !isKept)
                    Drop(slot);
            }
        }
    }

    /// <summary>Takes a message; <see langword="false"/>: dropped and counted. Any thread; does not wait for the network.</summary>
    /// <param name="expiry">How long it may wait; <see langword="null"/>: for ever.</param>
    /// <param name="privileged">Whether it is a birth or stop message.</param>
    public bool TryHandOver(string topic, ReadOnlySpan<byte> payload, MqttQualityOfService quality, bool retain, TimeSpan? expiry, bool privileged)
    {
        if (!_open)
        {
            CountDropped();
            return false;
        }

        int topicBytes = Encoding.UTF8.GetByteCount(topic);
        bool isTopic = topicBytes is > 0 and <= MaxTopicBytes && topic.AsSpan().IndexOfAny('\0', '+', '#') < 0;
        int room = expiry is not null ? capacity : privileged ? Reserve + PrivilegedReserve : Reserve;
        lock (_gate)
        {
            bool fits = _limits is { } limits && (ulong)topicBytes + (ulong)payload.Length + Overhead <= limits.PacketSize;
            int inUse = expiry is not null ? _expiringInUse : _inUse - _expiringInUse;
            if (_open && isTopic && fits && inUse < room)
            {
                if (!_free.TryPop(out OutboxSlot? slot))
                    _slots.Add(slot = new OutboxSlot { Identifier = (ushort)(_slots.Count + 1) });
                slot.Fill(topic, payload, quality, retain, expiry, ++_number, Stopwatch.GetTimestamp());
                (expiry is null ? _lasting : _expiring).Enqueue(slot);
                _inUse++;
                _expiringInUse += expiry is null ? 0 : 1;
            }
            else
            {
                if (_open)
                    Losses.Count(!isTopic ? topic : null, !fits ? topic : null, payload.Length);
                CountDropped();
                return false;
            }
        }

        Wake();
        return true;
    }

    /// <summary>Ends the wait of <see cref="WaitAsync"/>.</summary>
    public void Wake() => _signal.Writer.TryWrite(true);

    /// <summary>
    /// Ends when there may be something to send, or after <see cref="Wake"/>. One waits at a time; without a token, which would cost an allocation each time.
    /// </summary>
    public ValueTask<bool> WaitAsync() => _signal.Reader.ReadAsync();

    /// <summary>The next message to send, within the broker's limits; the caller gives it back by <see cref="Sent"/>.</summary>
    /// <param name="lag">How long bytes sent before have waited for the other side's TCP acknowledgement.</param>
    public bool TryTake(TimeSpan lag, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out OutboxSlot? next)
    {
        lock (_gate)
        {
            while (_open && (Next(_lasting) ?? Next(_expiring)) is { } slot)
            {
                long now = Stopwatch.GetTimestamp();
                if (slot.Expiry is { } expiry)
                {
                    TimeSpan waited = Stopwatch.GetElapsedTime(slot.HandedOver, now);
                    if (slot.IsAcknowledged ? waited > expiry : waited > MaxWait || lag > s_maxLag)
                    {
                        Losses.CountLate();
                        Drop(slot);
                        continue;
                    }

                    slot.Packet.MessageExpiryInterval = (uint)Math.Max(1, Math.Ceiling((expiry - waited).TotalSeconds));
                }
                else
                {
                    slot.Packet.MessageExpiryInterval = 0;
                }

                slot.Packet.PacketIdentifier = slot.IsAcknowledged ? slot.Identifier : (ushort)0;
                (slot.State, slot.Sent) = (OutboxSlotState.InFlight, now);
                if (slot.IsAcknowledged)
                    _unacknowledged++;
                next = slot;
                return true;
            }
        }

        next = null;
        return false;
    }

    /// <summary>The message has left. Of quality 0, that is all; else it waits for <see cref="Acknowledge"/>.</summary>
    public void Sent(OutboxSlot slot)
    {
        lock (_gate)
        {
            if (slot is { IsAcknowledged: false, State: OutboxSlotState.InFlight })
                Free(slot);
        }
    }

    /// <summary>The message can never be sent.</summary>
    public void Discard(OutboxSlot slot)
    {
        lock (_gate)
        {
            if (slot.State != OutboxSlotState.InFlight)
                return;
            if (slot.IsAcknowledged)
                _unacknowledged--;
            Drop(slot);
        }
    }

    /// <summary>The broker has taken or refused the message.</summary>
    public void Acknowledge(int identifier)
    {
        lock (_gate)
        {
            if (identifier < 1 || identifier > _slots.Count || _slots[identifier - 1] is not { State: OutboxSlotState.InFlight, IsAcknowledged: true } slot)
                return;
            _unacknowledged--;
            Free(slot);
        }

        Wake();
    }

    /// <summary>How long the broker has owed its oldest acknowledgement.</summary>
    public TimeSpan LongestUnacknowledged()
    {
        lock (_gate)
        {
            long oldest = 0;
            foreach (OutboxSlot slot in _slots)
            {
                if (slot is { State: OutboxSlotState.InFlight, IsAcknowledged: true } && (oldest == 0 || slot.Sent < oldest))
                    oldest = slot.Sent;
            }

            return oldest == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(oldest);
        }
    }

    /// <summary>Counts a message that was dropped before it came here.</summary>
    public void CountDropped() => Interlocked.Increment(ref _dropped);

    /// <summary>The queue's next message, unless the broker would then have to acknowledge more than its Receive Maximum.</summary>
    private OutboxSlot? Next(Queue<OutboxSlot> queue)
    {
        if (_limits is not { } limits || !queue.TryPeek(out OutboxSlot? slot))
            return null;
        if (limits.Quality == MqttQualityOfService.AtMostOnce)
            slot.Packet.QualityOfServiceLevel = MQTTnet.Protocol.MqttQualityOfServiceLevel.AtMostOnce;
        slot.Packet.Retain &= limits.Retains;
        return slot.IsAcknowledged && _unacknowledged >= limits.ReceiveMaximum ? null : queue.Dequeue();
    }

    private void Drop(OutboxSlot slot)
    {
        CountDropped();
        Free(slot);
    }

    private void Free(OutboxSlot slot)
    {
        slot.State = OutboxSlotState.Free;
        _inUse--;
        _expiringInUse -= slot.Expiry is null ? 0 : 1;
        _free.Push(slot);
    }
}
