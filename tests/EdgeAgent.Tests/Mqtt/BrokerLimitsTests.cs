using System.Collections.Concurrent;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>What a CONNACK allows is kept: MQTT 5.0, section 3.2.2.3.</summary>
public sealed class BrokerLimitsTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly ReportLog _reports = new();
    private readonly BlockingCollection<PeerMessage> _messages = [];

    [Fact]
    public void QualityAndRetain_AreLowered_WithAWarningEach()
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync([0x24, 0, 0x25, 0]);
            while (true)
                _messages.Add(await connection.ReadMessageAsync());
        });

        using MqttConnection connection = Start(peer.Port);

        string[] warnings = [_reports.WaitFor(MqttConnectionState.Warning).Words, _reports.WaitFor(MqttConnectionState.Warning).Words];
        Assert.Contains("quality 0 only", warnings[0], StringComparison.Ordinal);
        Assert.Contains("keeps no retained messages", warnings[1], StringComparison.Ordinal);
        Assert.Equal(new PeerMessage(TestConnection.StatusTopic, "online", 0, false, false, 0), Next());
        Assert.True(connection.Stop(TimeSpan.FromSeconds(5)));
        Assert.Equal("offline", Next().Payload);
    }

    [Theory]
    [InlineData(0x9B, 0, true)]
    [InlineData(0x9A, 1, false)]
    public void Will_IsLowered_WhereTheBrokerRefusesItsQualityOrItsRetain(byte reason, int quality, bool retain)
    {
        var flags = new BlockingCollection<byte>();
        using var peer = new Peer(async (connection, number) =>
        {
            (_, byte[] body) = await connection.ReadAsync();
            flags.Add(body[7]);
            await connection.SendAsync(0x20, 3, 0, number == 0 ? reason : (byte)0, 0);
            await connection.ReadMessageAsync();
            await connection.ReadMessageAsync();
        });

        using MqttConnection connection = Start(peer.Port);

        _reports.WaitFor(MqttConnectionState.Connected);
        flags.Take();
        byte second = flags.Take();
        Assert.Equal((quality, retain), (second >> 3 & 3, (second & 0x20) != 0));
    }

    [Fact]
    public void ReceiveMaximum_IsNeverExceeded()
    {
        var unacknowledged = new BlockingCollection<int>();
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync([0x21, 0, 3]);
            var owed = new Queue<PeerMessage>();
            for (int count = 0; count < 31; count++)
            {
                owed.Enqueue(await connection.ReadMessageAsync());
                unacknowledged.Add(owed.Count);
                if (owed.Count == 3)
                    await connection.AcknowledgeAsync(owed.Dequeue());
            }

            _messages.Add(new PeerMessage("end", "", 0, false, false, 0));
            await connection.ReadMessageAsync();
        });
        using MqttConnection connection = Start(peer.Port);
        _reports.WaitFor(MqttConnectionState.Connected);

        for (int i = 0; i < 30; i++)
            Assert.True(connection.TryPublish($"edgevision/{i}", "x"u8, MqttQualityOfService.AtLeastOnce, retain: false));

        Assert.Equal("end", Next().Topic);
        Assert.Equal(3, unacknowledged.Max());
    }

    [Fact]
    public void MaximumPacketSize_IsKept_AndSaidOnce()
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync([0x27, 0, 0, 0, 200]);
            while (true)
            {
                PeerMessage message = await connection.ReadMessageAsync();
                await connection.AcknowledgeAsync(message);
                _messages.Add(message);
            }
        });
        using MqttConnection connection = Start(peer.Port);
        Assert.Equal("online", Next().Payload);

        bool[] taken = [
            .. new[] { 300, 300, 20 }.Select(bytes => connection.TryPublish("edgevision/a", new byte[bytes], MqttQualityOfService.AtLeastOnce, retain: false))];

        Assert.Equal([false, false, true], taken);
        Assert.Equal(20, Next().Payload.Length);
        Assert.Contains("takes packets of 200 bytes at most; messages on “edgevision/a” are larger (300 bytes and what MQTT adds)",
            _reports.WaitFor(MqttConnectionState.Warning).Words, StringComparison.Ordinal);
        Assert.Contains("200 bytes", connection.Error, StringComparison.Ordinal);
        Assert.Single(_reports.All, report => report.State == MqttConnectionState.Warning);
    }

    [Theory]
    [InlineData("takes no subscriptions with wildcards", (byte[])[0x28, 0])]
    [InlineData("takes packets of 20 bytes at most", (byte[])[0x27, 0, 0, 0, 20])]
    public void Subscription_IsLeftOut_WhereTheBrokerWouldEndTheConnectionOverIt(string words, byte[] properties)
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync(properties);
            while (true)
                _messages.Add(await connection.ReadMessageAsync());
        });
        using MqttConnection connection = Start(peer.Port, new MqttSubscription("edgevision/test/+/status", static (_, _, _) => { }));

        Assert.Contains($"{words}, so nothing is subscribed to by “edgevision/test/+/status”",
            _reports.WaitFor(report => report.Words.Contains("subscribed", StringComparison.Ordinal)).Words, StringComparison.Ordinal);
        Assert.True(connection.TryPublish("a", "x"u8, MqttQualityOfService.AtMostOnce, retain: false));

        while (Next().Topic != "a")
            continue;
        Assert.True(connection.IsConnected);
    }

    [Fact]
    public void Subscription_IsGivenUp_WhereTheBrokerOnlyClosesOverIt()
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync();
            while (true)
            {
                byte type = (await connection.ReadAsync()).Type;
                if (type >> 4 == 8)
                    return;
                if (type >> 4 == 3)
                    _messages.Add(new PeerMessage("any", "", 0, false, false, 0));
            }
        });

        using MqttConnection connection = Start(peer.Port, new MqttSubscription("edgevision/test/+/status", static (_, _, _) => { }));

        Assert.Contains("ends the connection when we subscribe to “edgevision/test/+/status”; we go on without",
            _reports.WaitFor(MqttConnectionState.Warning).Words, StringComparison.Ordinal);
        Assert.Equal("any", Next().Topic);
        Assert.DoesNotContain(_reports.All, report => report.State == MqttConnectionState.TakenOver);
    }

    [Fact]
    public void TopicThatMqttForbids_IsDropped_AndSaid()
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync();
            while (true)
                await connection.AcknowledgeAsync(await connection.ReadMessageAsync());
        });
        using MqttConnection connection = Start(peer.Port);
        _reports.WaitFor(MqttConnectionState.Connected);

        Assert.False(connection.TryPublish("edgevision/#/a", "x"u8, MqttQualityOfService.AtMostOnce, retain: false));

        Assert.Contains("“edgevision/#/a”", _reports.WaitFor(MqttConnectionState.Warning).Words, StringComparison.Ordinal);
        Assert.True(connection.IsConnected);
    }

    [Fact]
    public void KeepAlive_IsTheBrokers_WhereItNamesOne()
    {
        var pings = new BlockingCollection<bool>();
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync([0x13, 0, 2]);
            while (true)
            {
                if ((await connection.ReadAsync()).Type == 0xC0)
                    pings.Add(true);
            }
        });

        using MqttConnection connection = Start(peer.Port);

        Assert.True(pings.TryTake(out _, s_patience));
        Assert.Contains("no sign of life for 2 s", _reports.WaitFor(MqttConnectionState.Disconnected).Words, StringComparison.Ordinal);
    }

    private PeerMessage Next() =>
        _messages.TryTake(out PeerMessage? message, s_patience) ? message : throw new TimeoutException(string.Join('\n', _reports.All));

    private MqttConnection Start(int port, params MqttSubscription[] subscriptions)
    {
        var connection = new MqttConnection(TestConnection.Options(port), subscriptions, TestConnection.SayOnline, _reports.Add);
        connection.Start();
        return connection;
    }
}
