using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class ProtocolTests
{
    private const byte V5 = 5;

    private static readonly byte[] s_takenOver = [.. ScriptedBroker.AcceptV5, 0xE0, 0x02, 0x8E, 0x00];

    private readonly ReportLog _reports = new();

    [Fact]
    public void FallsBackTo311_WhenTheBrokerRefusesTheVersionByItsMqtt5Code()
    {
        using var broker = new ScriptedBroker((_, level) => level == V5 ? [0x20, 0x03, 0x00, 0x84, 0x00] : ScriptedBroker.AcceptV311);

        using MqttConnection connection = Start(broker);

        Assert.Contains("MQTT 3.1.1", _reports.WaitFor(MqttConnectionState.Connected).Words, StringComparison.Ordinal);
        Assert.True(connection.TryPublish("edgevision/a", "x"u8, MqttQualityOfService.AtMostOnce, retain: false, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public void FallsBackTo311_WhenTheBrokerKnowsOnlyThat()
    {
        using var broker = new ScriptedBroker((_, level) => level == V5 ? [0x20, 0x02, 0x00, 0x01] : ScriptedBroker.AcceptV311);

        using MqttConnection connection = Start(broker);

        Assert.Contains("MQTT 3.1.1", _reports.WaitFor(MqttConnectionState.Connected).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void FallsBackTo311_WhenTheBrokerClosesWithoutAWord()
    {
        using var broker = new ScriptedBroker((_, level) => level == V5 ? null : ScriptedBroker.AcceptV311);

        using MqttConnection connection = Start(broker);

        Assert.Contains("MQTT 3.1.1", _reports.WaitFor(MqttConnectionState.Connected).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void StaysWithMqtt5_WhenTheBrokerIsBusy()
    {
        using var broker = new ScriptedBroker((attempt, _) => attempt < 2 ? [0x20, 0x03, 0x00, 0x89, 0x00] : ScriptedBroker.AcceptV5);

        using MqttConnection connection = Start(broker);

        Assert.Contains("0x89", _reports.WaitFor(MqttConnectionState.Disconnected).Words, StringComparison.Ordinal);
        Assert.Contains("MQTT 5", _reports.WaitFor(MqttConnectionState.Connected).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitsLong_WhenTheBrokerSaysThatTheSessionWasTakenOver()
    {
        using var broker = new ScriptedBroker((_, _) => s_takenOver);

        using MqttConnection connection = Start(broker);

        MqttConnectionReport taken = _reports.WaitFor(MqttConnectionState.TakenOver);
        Assert.Contains("“test”", taken.Words, StringComparison.Ordinal);
        Assert.True(taken.RetryAfter >= TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void GivesUpOnAnAttempt_WhenTheBrokerStaysSilent()
    {
        using var broker = new ScriptedBroker((_, _) => []);

        using MqttConnection connection = Start(broker, new MqttRetryOptions { AttemptLimit = TimeSpan.FromMilliseconds(200) });

        Assert.Contains("did not answer within 0.2 s", _reports.WaitFor(MqttConnectionState.Disconnected).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void RunsOn_WhenThePeerSpeaksNoMqtt()
    {
        using var broker = new ScriptedBroker((_, _) => "HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());

        using MqttConnection connection = Start(broker, new MqttRetryOptions { AfterRefusal = TimeSpan.FromMilliseconds(10) });

        _reports.WaitFor(MqttConnectionState.Refused);
        Assert.Contains("no MQTT broker (it begins with “HTTP/1.1 400 Bad Request”); check mqtt.host and mqtt.port",
            _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
        Assert.False(connection.IsConnected);
    }

    [Fact]
    public void HoldsNoMoreThanTheBound_WhenTheBrokerAcknowledgesNothing()
    {
        using var broker = new ScriptedBroker((_, _) => ScriptedBroker.AcceptV5);
        using MqttConnection connection = Start(broker, inFlight: 8);
        _reports.WaitFor(MqttConnectionState.Connected);

        int taken = Enumerable.Range(0, 1000)
            .Count(_ => connection.TryPublish("edgevision/a", new byte[4096], MqttQualityOfService.AtLeastOnce, false, TimeSpan.FromMinutes(1)));
        int lasting = Enumerable.Range(0, 1000)
            .Count(_ => connection.TryPublish("edgevision/b", new byte[4096], MqttQualityOfService.AtLeastOnce, retain: false));

        Assert.Equal(8, taken);
        Assert.Equal(MqttOutbox.Reserve, lasting);
        Assert.Equal(2000 - taken - lasting, connection.Dropped);
    }

    [Fact]
    public void HoldsNoMoreThanTheBound_WhenTheBrokerReadsNothing()
    {
        using var broker = new ScriptedBroker((_, _) => ScriptedBroker.AcceptV5);
        using MqttConnection connection = Start(broker);
        _reports.WaitFor(MqttConnectionState.Connected);
        var payload = new byte[256 * 1024];

        int taken = Enumerable.Range(0, 1000)
            .Count(_ => connection.TryPublish("edgevision/a", payload, MqttQualityOfService.AtMostOnce, false, TimeSpan.FromMinutes(1)));

        // Besides the 64, what the kernel's buffers of both ends take: some megabytes.
        Assert.InRange(taken, 64, 64 + 100);
        Assert.Equal(1000 - taken, connection.Dropped);
    }

    [Fact]
    public void StopsInTime_WhenTheBrokerAcknowledgesNothing()
    {
        using var broker = new ScriptedBroker((_, _) => ScriptedBroker.AcceptV5);
        using MqttConnection connection = Start(broker);
        _reports.WaitFor(MqttConnectionState.Connected);
        var watch = System.Diagnostics.Stopwatch.StartNew();

        connection.Stop(TimeSpan.FromMilliseconds(500));

        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
    }

    private MqttConnection Start(ScriptedBroker broker, MqttRetryOptions? retry = null, int inFlight = 64)
    {
        var connection = new MqttConnection(TestConnection.Options(broker.Port, retry: retry, inFlight: inFlight), report: _reports.Add);
        connection.Start();
        return connection;
    }
}
