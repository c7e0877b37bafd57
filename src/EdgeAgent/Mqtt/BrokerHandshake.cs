using MQTTnet.Packets;
using MQTTnet.Protocol;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Opens a session: TCP connection, TLS, CONNECT and the broker's answer (MQTT 5.0, sections 3.1 and 3.2).</summary>
internal static class BrokerHandshake
{
    /// <summary>Connects and is accepted.</summary>
    /// <param name="will">The will, lowered to what this broker accepts.</param>
    /// <param name="limit">How long it may take: address, TLS and answer together.</param>
    /// <param name="warn">Hears of what the broker refuses while the connection stands.</param>
    /// <exception cref="MqttException">There is no session; says why, and what that means for the next attempt.</exception>
    /// <exception cref="OperationCanceledException">Asked to stop.</exception>
    public static async Task<BrokerSession> OpenAsync(
        MqttConnectionOptions options,
        MqttProtocolVersion version,
        MqttWill? will,
        TimeSpan limit,
        IReadOnlyList<MqttSubscription> subscriptions,
        Action<string> warn,
        CancellationToken stopping)
    {
        using BrokerTls? tls = options.Tls is { } tlsOptions ? new BrokerTls(tlsOptions, options.Host) : null;
        MqttConnectPacket connect = Describe(options, version, will);
        var link = new BrokerLink(await BrokerSocket.ConnectAsync(options.Host, options.Port, limit, stopping));
        Stream stream = link;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        timer.CancelAfter(limit);
        PacketStream? packets = null;
        try
        {
            if (tls is not null)
                stream = await tls.SecureAsync(stream, timer.Token);
            packets = new PacketStream(stream, version);
            await packets.SendAsync(connect, timer.Token);
            MqttConnAckPacket answer = await packets.ReceiveAnswerAsync(timer.Token);
            if (ReasonText.ForAnswer(answer, version) is { } failure)
                throw new MqttException(failure.Words, failure.Kind);
            return new BrokerSession(options, link, packets, BrokerLimits.From(answer, version, options.KeepAlive), subscriptions, warn);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            await DiscardAsync();
            string what = options.Tls is null || packets is not null ? "did not answer" : "did not finish the TLS handshake";
            throw new MqttException($"it accepted the connection but {what} within {limit.TotalSeconds:0.#} s", MqttErrorKind.Silent);
        }
        catch (IOException error)
        {
            await DiscardAsync();
            throw BrokerTls.ExplainAlert(error) is { } alert ? new MqttException(alert) : new MqttException(Explain(options.Tls), MqttErrorKind.NoAnswer);
        }
        catch
        {
            await DiscardAsync();
            throw;
        }

        async ValueTask DiscardAsync()
        {
            packets?.Dispose();
            await stream.DisposeAsync();
        }
    }

    private static MqttConnectPacket Describe(MqttConnectionOptions options, MqttProtocolVersion version, MqttWill? will)
    {
        bool isNew = version == MqttProtocolVersion.V5;
        // The delay only takes effect when the session outlives the connection.
        uint delay = isNew && will is { Delay.Ticks: > 0 } ? Seconds(will.Delay) : 0;
        var connect = new MqttConnectPacket
        {
            ClientId = options.ClientId,
            CleanSession = delay == 0,
            KeepAlivePeriod = (ushort)Math.Min(Seconds(options.KeepAlive), ushort.MaxValue),
            SessionExpiryInterval = delay,
            MaximumPacketSize = isNew ? PacketStream.MaxPacketSize : 0u,
            RequestProblemInformation = isNew,
        };
        if (options.Credentials is { } credentials)
            (connect.Username, connect.Password) = (credentials.Username, credentials.ReadPassword());
        if (will is not null)
        {
            connect.WillFlag = true;
            connect.WillTopic = will.Message.Topic;
            connect.WillMessage = will.Message.Payload.ToArray();
            connect.WillQoS = (MqttQualityOfServiceLevel)will.Message.Quality;
            connect.WillRetain = will.Message.Retain;
            connect.WillDelayInterval = delay;
        }

        return connect;
    }

    private static string Explain(MqttTlsOptions? tls) => "it closed the connection without an answer" + tls switch
    {
        null => "; a port for TLS does so, too, and would need mqtt.tls",
        { CertificateFile: null } => "; if it asks for a certificate of ours, set mqtt.tls.certificate and mqtt.tls.key",
        _ => "",
    };

    private static uint Seconds(TimeSpan span) => (uint)Math.Clamp(Math.Ceiling(span.TotalSeconds), 1, uint.MaxValue - 1);
}
