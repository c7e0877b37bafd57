using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using MQTTnet;
using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>
/// One connection that the broker has accepted, until it ends: sends what the outbox holds, receives, and watches that the broker is alive.
/// </summary>
/// <remarks>
/// A broker that vanishes is noticed even while we send: TCP alone would report it only after minutes, so PINGREQ is sent and its answer awaited whatever
/// else is being sent.
/// </remarks>
internal sealed class BrokerSession : IDisposable
{
    // Above all slots of an outbox.
    private const ushort FirstSubscription = 60_000;

    // Of a SUBSCRIBE: type, length, identifier, no properties, the filter's length, options (MQTT 5.0, section 3.8).
    private const int AroundFilter = 1 + 2 + 2 + 1 + 2 + 1;

    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(500);

    private readonly MqttConnectionOptions _options;
    private readonly BrokerLink _link;
    private readonly PacketStream _packets;
    private readonly IReadOnlyList<MqttSubscription> _subscriptions;
    private readonly Action<string> _warn;
    private volatile bool _goodbye;
    private int _unanswered;
    private bool _hasRefused;
    private bool _hasDropped;

    /// <param name="warn">Hears of what the broker refuses while the connection stands.</param>
    public BrokerSession(MqttConnectionOptions options, BrokerLink link, PacketStream packets, BrokerLimits limits,
        IReadOnlyList<MqttSubscription> subscriptions, Action<string> warn)
    {
        _options = options;
        _link = link;
        _packets = packets;
        Limits = limits;
        _subscriptions = subscriptions;
        _warn = warn;
    }

    /// <summary>What the broker allows.</summary>
    public BrokerLimits Limits { get; }

    /// <summary>Whether a subscription has not been answered, be the connection ended or not.</summary>
    public bool AwaitsSubscription => Volatile.Read(ref _unanswered) > 0;

    /// <summary>Messages that the broker took and then refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Serves until the connection ends. The outbox is open before and stays so.</summary>
    /// <returns>Why it ended.</returns>
    public async Task<MqttError> ServeAsync(MqttOutbox outbox, CancellationToken abandoned)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(abandoned);
        Task<MqttError>[] loops = [
            Guard(SendAsync(outbox, ending.Token)), Guard(ReceiveAsync(outbox, ending.Token)), Guard(WatchAsync(outbox, ending.Token))];
        MqttError failure = await await Task.WhenAny(loops);
        await ending.CancelAsync();
        // Whoever is in the middle of the stream ends with it.
        _packets.Dispose();
        await Task.WhenAll(loops);
        return failure;
    }

    /// <summary>Says goodbye as soon as everything has been sent and the outbox is woken.</summary>
    public void Disconnect() => _goodbye = true;

    /// <summary>Says goodbye, after which the broker forgets the will.</summary>
    public ValueTask LeaveAsync(CancellationToken cancellation) =>
        _packets.SendAsync(new MqttDisconnectPacket { ReasonCode = MqttDisconnectReasonCode.NormalDisconnection }, cancellation);

    public void Dispose() => _packets.Dispose();

    /// <summary>Runs one of the loops; whatever it throws ends this connection and nothing else.</summary>
    private static async Task<MqttError> Guard(Task<MqttError> loop)
    {
        try
        {
            return await loop;
        }
        catch (OperationCanceledException)
        {
            return new MqttError(MqttErrorKind.Lost, "stopped");
        }
        catch (MqttException error)
        {
            return new MqttError(error.Kind, error.Message);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or SocketException)
        {
            return BrokerTls.ExplainAlert(error) is { } alert ? new(MqttErrorKind.Refused, alert) : new(MqttErrorKind.Lost, "the connection was closed");
        }
        catch (Exception error)
        {
            return new MqttError(MqttErrorKind.Lost, $"a defect of ours: {error}");
        }
    }

    private async Task<MqttError> SendAsync(MqttOutbox outbox, CancellationToken ending)
    {
        using CancellationTokenRegistration woken = ending.Register(outbox.Wake);
        if (_subscriptions.Count > 0)
            await SubscribeAsync(ending);
        while (true)
        {
            while (outbox.TryTake(_link.Lag(), out OutboxSlot? slot))
            {
                try
                {
                    await _packets.SendAsync(slot.Packet, ending);
                    outbox.Sent(slot);
                }
                catch (InvalidDataException error)
                {
                    // Sent again, it would end each connection.
                    outbox.Discard(slot);
                    _warn($"cannot be told “{ForeignText.Excerpt(slot.Packet.Topic)}”: {error.Message.TrimEnd('.')}");
                }
            }

            if (_goodbye)
            {
                await LeaveAsync(ending);
                return new MqttError(MqttErrorKind.Lost, "stopped");
            }

            await outbox.WaitAsync();
            ending.ThrowIfCancellationRequested();
        }
    }

    private async Task SubscribeAsync(CancellationToken ending)
    {
        for (int i = 0; i < _subscriptions.Count; i++)
        {
            string filter = _subscriptions[i].Filter;
            if (ObjectionTo(filter) is { } objection)
            {
                _warn($"{objection}, so nothing is subscribed to by “{filter}”");
                continue;
            }

            var packet = new MqttSubscribePacket
            {
                PacketIdentifier = (ushort)(FirstSubscription + i),
                TopicFilters = [new MqttTopicFilter { Topic = filter, QualityOfServiceLevel = (MqttQualityOfServiceLevel)_subscriptions[i].Quality }],
            };
            Interlocked.Increment(ref _unanswered);
            await _packets.SendAsync(packet, ending);
        }
    }

    /// <summary>Why the broker would end the connection over a subscription (MQTT 5.0, sections 3.2.2.3.6 and 3.2.2.3.11).</summary>
    private string? ObjectionTo(string filter)
    {
        if (!Limits.Wildcards && filter.AsSpan().ContainsAny('+', '#'))
            return "takes no subscriptions with wildcards";
        return Encoding.UTF8.GetByteCount(filter) + AroundFilter > Limits.PacketSize ? $"takes packets of {Limits.PacketSize} bytes at most" : null;
    }

    private async Task<MqttError> ReceiveAsync(MqttOutbox outbox, CancellationToken ending)
    {
        while (true)
        {
            switch (await _packets.ReceiveAsync(ending))
            {
                case MqttPubAckPacket packet:
                    Acknowledge(outbox, packet);
                    break;
                case MqttPublishPacket packet:
                    await TakeAsync(packet, ending);
                    break;
                case MqttSubAckPacket packet:
                    CheckSubscription(packet);
                    break;
                case MqttPingRespPacket or MqttUnsubAckPacket:
                    break;
                case MqttDisconnectPacket packet:
                    return ReasonText.ForDisconnect(packet);
                case { } packet:
                    return new MqttError(MqttErrorKind.Lost, $"it sent what has no place here ({packet.GetType().Name})");
            }
        }
    }

    private void Acknowledge(MqttOutbox outbox, MqttPubAckPacket packet)
    {
        outbox.Acknowledge(packet.PacketIdentifier);
        if ((int)packet.ReasonCode < 0x80)
            return;
        Refused++;
        if (!_hasRefused)
            _warn($"refuses messages of ours: {ReasonText.Of((int)packet.ReasonCode, packet.ReasonCode.ToString(), packet.ReasonString)}. "
                + "Further refusals are only counted");
        _hasRefused = true;
    }

    private async ValueTask TakeAsync(MqttPublishPacket packet, CancellationToken ending)
    {
        if (packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.ExactlyOnce || string.IsNullOrEmpty(packet.Topic))
            throw new MqttException("it sent a message as we did not subscribe to any", MqttErrorKind.Lost);
        if (packet is { QualityOfServiceLevel: MqttQualityOfServiceLevel.AtLeastOnce, PacketIdentifier: 0 })
            throw new MqttException("it sent a message to acknowledge that has no identifier", MqttErrorKind.Lost);
        foreach (MqttSubscription subscription in _subscriptions)
        {
            if (MqttTopicFilterComparer.Compare(packet.Topic, subscription.Filter) != MqttTopicFilterCompareResult.IsMatch)
                continue;
            try
            {
                subscription.Handler(packet.Topic, packet.Payload.IsSingleSegment
                    ? packet.Payload.FirstSpan
                    : System.Buffers.BuffersExtensions.ToArray(packet.Payload), packet.Retain);
            }
            catch (Exception error)
            {
                _warn($"sent a message on “{ForeignText.Excerpt(packet.Topic)}” that could not be handled: {error.Message.TrimEnd('.')}");
            }
        }

        if (packet.QualityOfServiceLevel == MqttQualityOfServiceLevel.AtLeastOnce)
            await _packets.SendAsync(new MqttPubAckPacket { PacketIdentifier = packet.PacketIdentifier }, ending);
    }

    private void CheckSubscription(MqttSubAckPacket packet)
    {
        Interlocked.Decrement(ref _unanswered);
        int index = packet.PacketIdentifier - FirstSubscription;
        if (index < 0 || index >= _subscriptions.Count || packet.ReasonCodes is not [var granted, ..] || (int)granted < 0x80)
            return;
        _warn($"refuses the subscription to “{_subscriptions[index].Filter}”: {ReasonText.Of((int)granted, granted.ToString(), packet.ReasonString)}");
    }

    private async Task<MqttError> WatchAsync(MqttOutbox outbox, CancellationToken ending)
    {
        TimeSpan half = Limits.KeepAlive / 2;
        long received = _packets.Received;
        long heard = Stopwatch.GetTimestamp();
        long asked = heard;
        using var timer = new PeriodicTimer(s_tick);
        while (await timer.WaitForNextTickAsync(ending))
        {
            if (_packets.Received != received)
                (received, heard) = (_packets.Received, Stopwatch.GetTimestamp());
            if (Stopwatch.GetElapsedTime(heard) > Limits.KeepAlive)
                return new MqttError(MqttErrorKind.Lost, $"it gave no sign of life for {Limits.KeepAlive.TotalSeconds:0.#} s");
            if (outbox.LongestUnacknowledged() > _options.Retry.AcknowledgementLimit)
                return new MqttError(
                    MqttErrorKind.Lost, $"it answers, but has not acknowledged a message for {_options.Retry.AcknowledgementLimit.TotalSeconds:0.#} s");
            if (Stopwatch.GetElapsedTime(asked) >= half)
            {
                asked = Stopwatch.GetTimestamp();
                // Not awaited: where the link takes no more bytes, this watch must still notice it.
                _ = Guard(AskAsync(ending));
            }

            ReportLosses(outbox.Losses);
        }

        return new MqttError(MqttErrorKind.Lost, "stopped");
    }

    private async Task<MqttError> AskAsync(CancellationToken ending)
    {
        await _packets.SendAsync(MqttPingReqPacket.Instance, ending);
        return default;
    }

    private void ReportLosses(OutboxLosses losses)
    {
        if (_hasDropped)
            return;
        string? words = losses switch
        {
            { ForbiddenTopic: { } topic } =>
                $"cannot be told “{ForeignText.Excerpt(topic)}”: MQTT topics have 1 to 65535 bytes and no +, # or zero byte. Its messages are dropped",
            { OversizedTopic: { } topic } => $"takes packets of {Limits.PacketSize} bytes at most; "
                + $"messages on “{topic}” are larger ({losses.OversizedBytes} bytes and what MQTT adds) and are dropped",
            { Late: > 0 } or { Full: > 0 } =>
                "takes messages more slowly than they come; some are dropped. Fewer by mqtt.detections.maximumRate or when: onChange",
            _ => null,
        };
        if (words is null)
            return;
        _hasDropped = true;
        _warn(words);
    }
}
