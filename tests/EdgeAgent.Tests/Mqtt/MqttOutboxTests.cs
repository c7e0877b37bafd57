using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class MqttOutboxTests
{
    private static readonly BrokerLimits s_limits = new(MqttQualityOfService.AtLeastOnce, true, 100, uint.MaxValue, TimeSpan.FromSeconds(30), true, false);

    private readonly MqttOutbox _outbox = new(4);
    private TimeSpan _lag;

    [Fact]
    public void TakesNothing_WhileClosed()
    {
        Assert.False(Publish("a"));

        Assert.Equal(1, _outbox.Dropped);
    }

    [Fact]
    public void WhatExpires_GivesWayToWhatDoesNot()
    {
        _outbox.Open(s_limits);
        Publish("detection", expiry: 10);
        Publish("event");

        Assert.Equal(["event", "detection"], [Take()!.Packet.Topic, Take()!.Packet.Topic]);
    }

    [Fact]
    public void WhatWaitedTooLong_IsDroppedAndCounted()
    {
        _outbox.Open(s_limits);
        Publish("detection", MqttQualityOfService.AtMostOnce, expiry: 10);
        Publish("event", MqttQualityOfService.AtMostOnce);
        _lag = MqttOutbox.MaxWait;

        Assert.Equal("event", Take()!.Packet.Topic);
        Assert.Null(Take());
        Assert.Equal((1, 1), (_outbox.Dropped, _outbox.Losses.Late));
    }

    [Fact]
    public void RoomForEvents_IsNotTakenByDetections_NorTheOtherWayRound()
    {
        _outbox.Open(s_limits);

        int detections = Enumerable.Range(0, 1000).Count(_ => Publish("detection", expiry: 10));
        int events = Enumerable.Range(0, 1000).Count(_ => Publish("event"));

        Assert.Equal((4, MqttOutbox.Reserve), (detections, events));
    }

    [Fact]
    public void Acknowledgements_OfWhatWasNeverSent_AreIgnored()
    {
        _outbox.Open(s_limits);
        Publish("event");

        foreach (int identifier in (int[])[0, 1, 2, 65535, -1])
            _outbox.Acknowledge(identifier);

        Assert.Equal("event", Take()!.Packet.Topic);
        Assert.False(_outbox.IsDrained);
        _outbox.Acknowledge(1);
        _outbox.Acknowledge(1);
        Assert.True(_outbox.IsDrained);
    }

    [Fact]
    public void Close_KeepsWhatTheBrokerOwesAnAnswerFor_AndLosesTheRest()
    {
        _outbox.Open(s_limits);
        Publish("sent event");
        Publish("sent state", MqttQualityOfService.AtMostOnce);
        Take();
        Take();
        Publish("waiting event");
        Publish("waiting detection", expiry: 10);

        _outbox.Close();
        _outbox.Open(s_limits);

        Assert.Equal(["sent event", "waiting event"], [Take()!.Packet.Topic, Take()!.Packet.Topic]);
        Assert.Null(Take());
        Assert.Equal(2, _outbox.Dropped);
    }

    private bool Publish(string topic, MqttQualityOfService quality = MqttQualityOfService.AtLeastOnce, double? expiry = null) =>
        _outbox.TryHandOver(topic, "x"u8, quality, retain: false, expiry is { } seconds ? TimeSpan.FromSeconds(seconds) : null, privileged: false);

    private OutboxSlot? Take() => _outbox.TryTake(_lag, out OutboxSlot? slot) ? slot : null;
}
