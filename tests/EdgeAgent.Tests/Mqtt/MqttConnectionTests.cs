using System.Diagnostics;
using System.Text;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class MqttConnectionTests
{
    private readonly ReportLog _reports = new();

    [MosquittoFact]
    public void Publishes_WhatASubscriberReceives()
    {
        using var broker = new MosquittoBroker();
        using MosquittoSubscriber subscriber = broker.Subscribe("#");
        using MqttConnection connection = Start(TestConnection.Options(broker.Port));
        _reports.WaitFor(MqttConnectionState.Connected);

        bool first = connection.TryPublish("edgevision/test/häuschen", "eins"u8, MqttQualityOfService.AtMostOnce, retain: false);
        bool second = connection.TryPublish("edgevision/test/b", "two"u8, MqttQualityOfService.AtLeastOnce, retain: false, TimeSpan.FromSeconds(9));

        Assert.True(first && second);
        Assert.Equal(new ReceivedMessage("edgevision/test/häuschen", "eins", 0, false), subscriber.WaitFor("edgevision/test/häuschen"));
        Assert.Equal(new ReceivedMessage("edgevision/test/b", "two", 1, false), subscriber.WaitFor("edgevision/test/b"));
        Assert.Equal(0, connection.Dropped);
    }

    [MosquittoFact]
    public void SaysOnlineRetained_AndOfflineAtStop_WithinTheLimit()
    {
        using var broker = new MosquittoBroker();
        using MqttConnection connection = Start(TestConnection.Options(broker.Port));
        _reports.WaitFor(MqttConnectionState.Connected);
        using (MosquittoSubscriber online = broker.Subscribe(TestConnection.StatusTopic))
            Assert.Equal(new ReceivedMessage(TestConnection.StatusTopic, "online", 1, true), online.WaitFor(TestConnection.StatusTopic));
        var watch = Stopwatch.StartNew();

        connection.Stop(TimeSpan.FromSeconds(2));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
        _reports.WaitFor(MqttConnectionState.Stopped);
        Assert.False(connection.TryPublish("edgevision/test/late", "x"u8, MqttQualityOfService.AtMostOnce, retain: false));
        using MosquittoSubscriber offline = broker.Subscribe(TestConnection.StatusTopic);
        Assert.Equal(new ReceivedMessage(TestConnection.StatusTopic, "offline", 1, true), offline.WaitFor(TestConnection.StatusTopic));
    }

    [MosquittoFact]
    public void BrokerPublishesTheWill_WhenTheConnectionBreaks()
    {
        using var broker = new MosquittoBroker();
        using var cable = new Relay(broker.Port);
        using MqttConnection connection = Start(TestConnection.Options(cable.Port));
        using MosquittoSubscriber subscriber = broker.Subscribe(TestConnection.StatusTopic);
        subscriber.WaitFor(TestConnection.StatusTopic, "online");

        cable.Cut();

        Assert.Equal("offline", subscriber.WaitFor(TestConnection.StatusTopic).Payload);
        Assert.Equal("online", subscriber.WaitFor(TestConnection.StatusTopic).Payload);
    }

    [MosquittoFact]
    public void BrokerKeepsADelayedWillToItself_WhenTheConnectionReturnsInTime()
    {
        using var broker = new MosquittoBroker();
        using var cable = new Relay(broker.Port);
        using MqttConnection connection = Start(TestConnection.Options(cable.Port, willDelay: TimeSpan.FromSeconds(60)));
        using MosquittoSubscriber subscriber = broker.Subscribe(TestConnection.StatusTopic);
        subscriber.WaitFor(TestConnection.StatusTopic, "online");

        cable.Cut();

        Assert.Equal("online", subscriber.WaitFor(TestConnection.StatusTopic).Payload);
    }

    [MosquittoFact]
    public void ComesBackAndSaysOnlineAgain_WhenTheBrokerRestarts()
    {
        using var broker = new MosquittoBroker();
        using MqttConnection connection = Start(TestConnection.Options(broker.Port));
        _reports.WaitFor(MqttConnectionState.Connected);

        broker.Stop();
        MqttConnectionReport lost = _reports.WaitFor(MqttConnectionState.Disconnected);
        bool whileAway = connection.TryPublish("edgevision/test/a", "lost"u8, MqttQualityOfService.AtLeastOnce, retain: false);
        broker.Start();
        _reports.WaitFor(MqttConnectionState.Connected);
        using MosquittoSubscriber subscriber = broker.Subscribe("#");

        Assert.Contains("was lost", lost.Words, StringComparison.Ordinal);
        Assert.False(whileAway);
        Assert.True(connection.Dropped >= 1);
        Assert.Equal("online", subscriber.WaitFor(TestConnection.StatusTopic).Payload);
        Assert.True(connection.TryPublish("edgevision/test/a", "again"u8, MqttQualityOfService.AtLeastOnce, retain: false));
        Assert.Equal("again", subscriber.WaitFor("edgevision/test/a").Payload);
    }

    [MosquittoFact]
    public void WhatIsSaidAfterConnecting_IsTheLastWord_AlsoOverMessagesSentAgain()
    {
        const string Topic = "edgevision/test/gate/status";
        using var broker = new MosquittoBroker();
        using var cable = new Relay(broker.Port);
        string word = "online";
        using var connection = new MqttConnection(
            TestConnection.Options(cable.Port),
            onConnected: connected =>
                connected.TryPublish(Topic, System.Text.Encoding.UTF8.GetBytes(Volatile.Read(ref word)), MqttQualityOfService.AtLeastOnce, retain: true),
            report: _reports.Add);
        using MosquittoSubscriber subscriber = broker.Subscribe(Topic);
        connection.Start();
        subscriber.WaitFor(Topic, "online");
        cable.LoseAnswers();
        Assert.True(connection.TryPublish(Topic, "stale"u8, MqttQualityOfService.AtLeastOnce, retain: true));
        subscriber.WaitFor(Topic, "stale");
        Volatile.Write(ref word, "offline");

        cable.Cut();
        subscriber.WaitFor(Topic, "offline");
        connection.Stop(TimeSpan.FromSeconds(2));

        using MosquittoSubscriber late = broker.Subscribe(Topic);
        Assert.Equal("offline", late.WaitFor(Topic).Payload);
    }

    [MosquittoFact]
    public void Subscribes_AgainAfterARestart_AndTellsRetainedFromFresh()
    {
        using var broker = new MosquittoBroker();
        using var received = new System.Collections.Concurrent.BlockingCollection<(string Topic, string Payload, bool Retained)>();
        MqttSubscription subscription = new(
            "edgevision/+/set", (topic, payload, retained) => received.Add((topic, System.Text.Encoding.UTF8.GetString(payload), retained)));
        using MqttConnection connection = Start(TestConnection.Options(broker.Port), [subscription]);
        _reports.WaitFor(MqttConnectionState.Connected);
        broker.Restart();
        _reports.WaitFor(MqttConnectionState.Disconnected);
        _reports.WaitFor(MqttConnectionState.Connected);

        Assert.True(connection.TryPublish("edgevision/test/set", "on"u8, MqttQualityOfService.AtLeastOnce, retain: false));
        Assert.True(connection.TryPublish("edgevision/test/other", "no"u8, MqttQualityOfService.AtLeastOnce, retain: false));
        Assert.True(connection.TryPublish("edgevision/two/set", ""u8, MqttQualityOfService.AtLeastOnce, retain: false));

        Assert.True(received.TryTake(out var first, TimeSpan.FromSeconds(10)));
        Assert.Equal(("edgevision/test/set", "on", false), first);
        Assert.True(received.TryTake(out var second, TimeSpan.FromSeconds(10)));
        Assert.Equal(("edgevision/two/set", "", false), second);
    }

    [MosquittoFact]
    public void Survives_HandlersThatThrow()
    {
        using var broker = new MosquittoBroker();
        MqttSubscription subscription = new("edgevision/test/set", (_, _, _) => throw new InvalidOperationException("no such camera"));
        using MqttConnection connection = Start(TestConnection.Options(broker.Port), [subscription]);
        _reports.WaitFor(MqttConnectionState.Connected);

        Assert.True(connection.TryPublish("edgevision/test/set", "x"u8, MqttQualityOfService.AtLeastOnce, retain: false));

        Assert.Contains("no such camera", _reports.WaitFor(MqttConnectionState.Warning).Words, StringComparison.Ordinal);
        Assert.True(connection.IsConnected);
    }

    [MosquittoFact]
    public void Connects_WhenWrongCredentialsArePutRight()
    {
        using var folder = new TemporaryFolder();
        string passwords = MosquittoBroker.WritePasswordFile(folder, "cam", "right");
        using var broker = new MosquittoBroker($"allow_anonymous false\npassword_file {passwords}");
        string secret = folder.PathTo("secret");
        File.WriteAllText(secret, "wrong\n");
        using MqttConnection connection = Start(TestConnection.Options(broker.Port, credentials: new MqttCredentials("cam", PasswordFile: secret)));
        MqttConnectionReport refused = _reports.WaitFor(MqttConnectionState.Refused);

        File.WriteAllText(secret, "right\n");

        _reports.WaitFor(MqttConnectionState.Connected);
        Assert.DoesNotContain("wrong\n", refused.Words, StringComparison.Ordinal);
        Assert.Contains("authorised", refused.Words, StringComparison.Ordinal);
        Assert.Equal(MqttProtocolVersion.V5, connection.Version);
    }

    [MosquittoFact]
    public void SaysSo_WhenTheBrokerRefusesAMessage()
    {
        using var folder = new TemporaryFolder();
        string rules = folder.PathTo("acl");
        File.WriteAllText(rules, $"topic readwrite {TestConnection.StatusTopic}\n");
        using var broker = new MosquittoBroker($"allow_anonymous true\nacl_file {rules}");
        using MqttConnection connection = Start(TestConnection.Options(broker.Port));
        _reports.WaitFor(MqttConnectionState.Connected);

        Assert.True(connection.TryPublish("edgevision/forbidden", "x"u8, MqttQualityOfService.AtLeastOnce, retain: false));

        Assert.Contains("0x87", _reports.WaitFor(MqttConnectionState.Warning).Words, StringComparison.Ordinal);
        Assert.Equal(1, connection.Refused);
    }

    [MosquittoFact]
    public void WaitsLong_WhenAnotherClientTakesItsId()
    {
        using var broker = new MosquittoBroker();
        MqttRetryOptions retry = new() { First = TimeSpan.FromMilliseconds(20), AfterTakeover = TimeSpan.FromMinutes(1) };
        using MqttConnection first = Start(TestConnection.Options(broker.Port, retry: retry));
        _reports.WaitFor(MqttConnectionState.Connected);
        using var second = new MqttConnection(TestConnection.Options(broker.Port, retry: retry), report: _reports.Add);

        second.Start();

        MqttConnectionReport taken = _reports.WaitFor(MqttConnectionState.TakenOver);
        Assert.Contains("same client id", taken.Words, StringComparison.Ordinal);
        Assert.True(taken.RetryAfter >= TimeSpan.FromSeconds(30));
        Assert.InRange(_reports.All.Count(report => report.State == MqttConnectionState.Connected), 2, 14);
    }

    [MosquittoFact]
    public void SendsAgain_WhatAHangingBrokerNeverAcknowledged()
    {
        using var broker = new MosquittoBroker();
        using MqttConnection connection = Start(TestConnection.Options(broker.Port));
        _reports.WaitFor(MqttConnectionState.Connected);
        broker.Freeze();

        Assert.True(connection.TryPublish("edgevision/test/event", "start"u8, MqttQualityOfService.AtLeastOnce, retain: true));
        broker.Restart();
        _reports.WaitFor(MqttConnectionState.Connected);

        using MosquittoSubscriber subscriber = broker.Subscribe("edgevision/test/event");
        Assert.Equal("start", subscriber.WaitFor("edgevision/test/event").Payload);
        Assert.Equal(0, connection.Dropped);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SendsAgain_InOrder_AsDuplicatesOnlyWhereTheBrokerRemembersUs(bool hasSession)
    {
        var first = new System.Collections.Concurrent.BlockingCollection<PeerMessage>();
        var second = new System.Collections.Concurrent.BlockingCollection<PeerMessage>();
        using var peer = new Peer(async (connection, number) =>
        {
            await connection.AcceptAsync(hasSession: number > 0 && hasSession);
            for (int i = 0; i < 4; i++)
            {
                PeerMessage message = await connection.ReadMessageAsync();
                (number == 0 ? first : second).Add(message);
                if (number > 0 || message.Payload == "online")
                    await connection.AcknowledgeAsync(message);
            }

            if (number > 0)
                await connection.ReadMessageAsync();
        });
        using MqttConnection connection = Start(TestConnection.Options(peer.Port, willDelay: TimeSpan.FromSeconds(60)));
        // Until then what is published may come before it.
        PeerMessage birth = Take(first);

        foreach (string payload in (string[])["one", "two", "three"])
            Assert.True(connection.TryPublish("edgevision/event", Encoding.UTF8.GetBytes(payload), MqttQualityOfService.AtLeastOnce, retain: false));

        PeerMessage[] sent = [birth, .. Enumerable.Range(0, 3).Select(_ => Take(first))];
        PeerMessage[] again = [.. Enumerable.Range(0, 4).Select(_ => Take(second))];
        Assert.Equal(["online", "one", "two", "three"], sent.Select(message => message.Payload));
        Assert.Equal(["one", "two", "three", "online"], again.Select(message => message.Payload));
        Assert.Equal(sent[1..].Select(message => message.Id), again[..3].Select(message => message.Id));
        Assert.All(again[..3], message => Assert.Equal(hasSession, message.Duplicate));
        Assert.False(again[3].Duplicate);

        static PeerMessage Take(System.Collections.Concurrent.BlockingCollection<PeerMessage> messages) =>
            messages.TryTake(out PeerMessage? message, TimeSpan.FromSeconds(15)) ? message : throw new TimeoutException();
    }

    [MosquittoFact]
    public void Publishing_AllocatesNothing()
    {
        using var broker = new MosquittoBroker();
        using MqttConnection connection = Start(TestConnection.Options(broker.Port));
        _reports.WaitFor(MqttConnectionState.Connected);
        var payload = new byte[500];
        Func<bool> isDrained = () => connection.IsDrained;
        PublishSome();

        long allocated = Allocated.By(PublishSome);

        Assert.Equal(0, allocated);
        Assert.Equal(0, connection.Dropped);

        void PublishSome()
        {
            for (int i = 0; i < 30; i++)
            {
                connection.TryPublish("edgevision/test/detections", payload, MqttQualityOfService.AtMostOnce, retain: false, TimeSpan.FromSeconds(5));
                connection.TryPublish("edgevision/test/events", payload, MqttQualityOfService.AtLeastOnce, retain: false);
            }

            SpinWait.SpinUntil(isDrained, TimeSpan.FromSeconds(10));
        }
    }

    private MqttConnection Start(MqttConnectionOptions options, IReadOnlyList<MqttSubscription>? subscriptions = null)
    {
        var connection = new MqttConnection(options, subscriptions, TestConnection.SayOnline, _reports.Add);
        connection.Start();
        return connection;
    }
}
