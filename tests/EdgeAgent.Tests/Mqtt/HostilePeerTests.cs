using System.Collections.Concurrent;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>Whatever a peer sends or leaves out ends its connection at most, and the next one works.</summary>
public sealed class HostilePeerTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly ReportLog _reports = new();

    /// <summary>Packets that no broker may send a client, each as a whole.</summary>
    public static TheoryData<string> Malformed =>
    [
        "3007000141027E0101", "40050001000 27F01", "E003 8B 027F01", "E0048B027F01", "300500017402 7F01", "F000", "1000", "8203000100", "C000", "A003000101",
        "00", "0000",
        "30FFFFFFFF7F", "30FFFFFFFF01", "3000", "300100", "3003000574", "3202000174", "3604000174 0001", "320400017400", "9000", "90020001", "9003000100",
        "4000", "400100",
        "D001 00", "E0FF7F", "E00100", "E0028E05", "200300", "2003000000", "30080001740309ABCDEF", "3006000174022300", "3007000174032300 01",
        "30060003FFFEFD00",
        "300600010000 0000", "F00118", "62020001", "50020001", "70020001", "B0020001",
    ];

    [Theory, MemberData(nameof(Malformed))]
    public void AnyPacket_EndsTheConnectionAtMost(string hex)
    {
        byte[] packet = Convert.FromHexString(
            hex.Replace(" ", "", StringComparison.Ordinal).PadRight((hex.Replace(" ", "", StringComparison.Ordinal).Length + 1) / 2 * 2, '0'));
        var answered = new BlockingCollection<bool>();
        using var peer = new Peer(async (connection, number) =>
        {
            await connection.AcceptAsync();
            if (number == 0)
            {
                await connection.SendAsync(packet);
                await Task.Delay(200);
                return;
            }

            await connection.AcknowledgeAsync(await connection.ReadMessageAsync());
            answered.Add(true);
            await connection.ReadMessageAsync();
        });

        using MqttConnection connection = Start(peer.Port);

        Assert.True(answered.TryTake(out _, s_patience));
        Assert.DoesNotContain(_reports.All, report => report.Words.Contains("defect", StringComparison.Ordinal));
    }

    [Fact]
    public void RandomBytes_EndTheConnectionAtMost()
    {
        var random = new Random(11);
        var answered = new BlockingCollection<bool>();
        using var peer = new Peer(async (connection, number) =>
        {
            if (number % 2 == 0)
                await connection.AcceptAsync();
            else
                await connection.ReadAsync();
            if (number < 200)
            {
                var bytes = new byte[random.Next(1, 400)];
                random.NextBytes(bytes);
                // A type and a length that fit reach the decoders.
                bytes[0] = (byte)(random.Next(16) << 4 | random.Next(16));
                if (bytes.Length > 2)
                    bytes[1] = (byte)Math.Min(bytes.Length - 2, 127);
                await connection.SendAsync(bytes);
                return;
            }

            if (number % 2 == 1)
                await connection.SendAsync(0x20, 3, 0, 0, 0);
            answered.Add(true);
            await connection.ReadMessageAsync();
            await Task.Delay(s_patience);
        });

        using MqttConnection connection = Start(peer.Port, new MqttRetryOptions
        {
            First = TimeSpan.FromMilliseconds(1),
            MaxWait = TimeSpan.FromMilliseconds(1),
            AfterRefusal = TimeSpan.FromMilliseconds(1),
            AfterTakeover = TimeSpan.FromMilliseconds(1),
        });

        Assert.True(answered.TryTake(out _, TimeSpan.FromSeconds(60)), string.Join('\n', _reports.All.TakeLast(5)));
        Assert.DoesNotContain(_reports.All, report => report.Words.Contains("defect", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0x30)]
    [InlineData(0x90)]
    public void AnnouncedLength_TakesNoMemory(byte type)
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync();
            await connection.SendAsync(type, 0x80, 0x80, 0x80, 0x64, 0, 1, (byte)'t', 0);
            await Task.Delay(s_patience);
        });

        using MqttConnection connection = Start(peer.Port);

        Assert.Contains("announced a packet of 209715200 bytes, more than the 65536 we take", _reports.WaitFor(MqttConnectionState.Disconnected).Words,
            StringComparison.Ordinal);
    }

    [Fact]
    public void MessageToAcknowledge_WithoutAnIdentifier_EndsTheConnectionInWords()
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync();
            await connection.SendAsync(0x32, 6, 0, 1, (byte)'t', 0, 0, 0);
            await Task.Delay(s_patience);
        });

        using MqttConnection connection = Start(peer.Port);

        string words = _reports.WaitFor(MqttConnectionState.Disconnected).Words;
        Assert.Contains("it sent a message to acknowledge that has no identifier", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_SaysHowMuchWeTake()
    {
        var bodies = new BlockingCollection<byte[]>();
        using var peer = new Peer(async (connection, _) => bodies.Add((await connection.ReadAsync()).Body));

        using MqttConnection connection = Start(peer.Port);

        Assert.True(bodies.TryTake(out byte[]? body, s_patience));
        Assert.True(body.AsSpan().IndexOf(new byte[] { 0x27, 0, 1, 0, 0 }) > 0);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public void EveryReason_IsSaidInWords(byte packet, byte reason)
    {
        using var peer = new Peer(async (connection, _) =>
        {
            if (packet == 0x20)
            {
                await connection.ReadAsync();
                await connection.SendAsync(0x20, 3, 0, reason, 0);
            }
            else
            {
                await connection.AcceptAsync();
                await connection.SendAsync(0xE0, 2, reason, 0);
            }

            await Task.Delay(s_patience);
        });

        using MqttConnection connection = Start(peer.Port, new MqttRetryOptions());

        // A version or a will that is refused is tried in a lesser form at once, and then refused again.
        MqttConnectionReport failed = _reports.WaitFor(
            report => report.State is MqttConnectionState.Disconnected or MqttConnectionState.Refused or MqttConnectionState.TakenOver);
        Assert.True(failed.Words.Contains($"0x{reason:X2}", StringComparison.Ordinal) || reason is 0x84 or 0x8E or 0x01 or 0x00, failed.Words);
    }

    public static TheoryData<byte, byte> Reasons
    {
        get
        {
            var data = new TheoryData<byte, byte>();
            foreach (byte reason in (byte[])[0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x8E, 0x90, 0x95, 0x97, 0x99, 0x9A, 0x9B,
                0x9C, 0x9D, 0x9F, 0xFF])
                data.Add(0x20, reason);
            foreach (byte reason in (byte[])[0x00, 0x04, 0x80, 0x81, 0x82, 0x83, 0x87, 0x89, 0x8B, 0x8D, 0x8E, 0x8F, 0x90, 0x93, 0x94, 0x95, 0x96, 0x97, 0x98,
                0x99, 0x9A, 0x9B, 0x9C, 0x9D, 0x9E, 0x9F, 0xA0, 0xA1, 0xA2, 0xFE])
                data.Add(0xE0, reason);
            return data;
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "begins with “HTTP/1.1 400 Bad Request”")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "begins with “SSH-2.0-OpenSSH_9.2”")]
    [InlineData("\u0015\u0003\u0003", "speaks TLS; add mqtt.tls")]
    [InlineData("\u0001\u0002", "begins with 0102")]
    public void WhatAnswers_AndIsNoBroker_IsNamed(string said, string words)
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.ReadAsync();
            await connection.SendAsync(System.Text.Encoding.Latin1.GetBytes(said));
            await Task.Delay(s_patience);
        });

        using MqttConnection connection = Start(peer.Port);

        Assert.Contains(words, _reports.WaitFor(MqttConnectionState.Refused).Words, StringComparison.Ordinal);
        Assert.Contains(words, connection.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void SlowAnswer_IsWaitedFor_LongerEachTime()
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.ReadAsync();
            await Task.Delay(700);
            await connection.SendAsync(0x20, 3, 0, 0, 0);
            await Task.Delay(s_patience);
        });

        using MqttConnection connection = Start(peer.Port, new MqttRetryOptions
        {
            First = TimeSpan.FromMilliseconds(10),
            AttemptLimit = TimeSpan.FromMilliseconds(200),
        });

        _reports.WaitFor(MqttConnectionState.Connected);
        Assert.Equal(MqttProtocolVersion.V5, connection.Version);
        Assert.Contains(_reports.All, report => report.Words.Contains("did not answer within 0.4 s", StringComparison.Ordinal));
    }

    [Fact]
    public void OldVersion_IsNotKept_WhereTheBrokerWasOnlyOnItsWayUp()
    {
        using var peer = new Peer(async (connection, number) =>
        {
            if (number == 0)
                return;
            await connection.AcceptAsync();
            await Task.Delay(s_patience);
        });

        using MqttConnection connection = Start(peer.Port);

        Assert.Contains("MQTT 5", _reports.WaitFor(MqttConnectionState.Connected).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void NoSignOfLife_IsNoticed_AlthoughWeKeepPublishing()
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync([0x13, 0, 2]);
            while (true)
                await connection.ReadAsync();
        });
        using MqttConnection connection = Start(peer.Port);
        _reports.WaitFor(MqttConnectionState.Connected);
        using var publishing = new Timer(_ => connection.TryPublish("edgevision/a", "x"u8, MqttQualityOfService.AtMostOnce, retain: false), null, 0, 20);

        Assert.Contains("no sign of life", _reports.WaitFor(MqttConnectionState.Disconnected).Words, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokerThatAcknowledgesNothing_IsLeft_AndDetectionsGoOn()
    {
        using var peer = new Peer(async (connection, _) =>
        {
            await connection.AcceptAsync();
            while (true)
                await connection.ReadMessageAsync();
        });
        MqttRetryOptions retry = new() { First = TimeSpan.FromMilliseconds(20), AcknowledgementLimit = TimeSpan.FromSeconds(1) };
        using MqttConnection connection = Start(peer.Port, retry);
        _reports.WaitFor(MqttConnectionState.Connected);
        while (connection.TryPublish("edgevision/event", "x"u8, MqttQualityOfService.AtLeastOnce, retain: false))
        {
        }

        bool detection = connection.TryPublish("edgevision/detections", "x"u8, MqttQualityOfService.AtMostOnce, false, TimeSpan.FromSeconds(1));

        Assert.Contains("has not acknowledged a message for 1 s", _reports.WaitFor(MqttConnectionState.Disconnected).Words, StringComparison.Ordinal);
        Assert.True(detection);
    }

    private MqttConnection Start(int port, MqttRetryOptions? retry = null)
    {
        var connection = new MqttConnection(TestConnection.Options(port, retry: retry), null, TestConnection.SayOnline, _reports.Add);
        connection.Start();
        return connection;
    }
}
