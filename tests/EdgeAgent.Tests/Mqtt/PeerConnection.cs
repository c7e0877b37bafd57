using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>One client of a <see cref="Peer"/>: its packets, spelled by hand after MQTT 5.0, section 2.1, and independent of the library under test.</summary>
internal sealed class PeerConnection(TcpClient client) : IDisposable
{
    private readonly NetworkStream _stream = client.GetStream();

    /// <summary>The protocol level of its CONNECT.</summary>
    public byte Level { get; private set; }

    public static byte[] Packet(byte type, params byte[] body)
    {
        var bytes = new List<byte> { type };
        int rest = body.Length;
        do
        {
            bytes.Add((byte)(rest % 128 | (rest > 127 ? 0x80 : 0)));
            rest /= 128;
        }
        while (rest > 0);
        return [.. bytes, .. body];
    }

    /// <summary>The next packet's first byte and body.</summary>
    public async Task<(byte Type, byte[] Body)> ReadAsync()
    {
        byte type = await ByteAsync();
        int length = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = await ByteAsync();
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }

        var body = new byte[length];
        await _stream.ReadExactlyAsync(body);
        if (type == 0x10)
            Level = body[6];
        return (type, body);
    }

    public Task SendAsync(params ReadOnlySpan<byte> bytes) => _stream.WriteAsync(bytes.ToArray()).AsTask();

    /// <summary>Takes CONNECT and accepts it.</summary>
    /// <param name="properties">Of the CONNACK, MQTT 5 only.</param>
    public async Task AcceptAsync(byte[]? properties = null, bool hasSession = false)
    {
        await ReadAsync();
        byte[] end = Level == 5 ? [(byte)(properties?.Length ?? 0), .. properties ?? []] : [];
        await SendAsync(Packet(0x20, [(byte)(hasSession ? 1 : 0), 0, .. end]));
    }

    /// <summary>The next PUBLISH; pings are answered on the way.</summary>
    public async Task<PeerMessage> ReadMessageAsync()
    {
        while (true)
        {
            (byte type, byte[] body) = await ReadAsync();
            if (type == 0xC0)
                await SendAsync(0xD0, 0);
            if (type >> 4 != 3)
                continue;
            int topicLength = BinaryPrimitives.ReadUInt16BigEndian(body);
            int at = 2 + topicLength;
            int quality = type >> 1 & 3;
            int id = quality == 0 ? 0 : BinaryPrimitives.ReadUInt16BigEndian(body.AsSpan(at));
            at += quality == 0 ? 0 : 2;
            at += Level == 5 ? 1 + body[at] : 0;
            return new PeerMessage(Encoding.UTF8.GetString(body, 2, topicLength), Encoding.UTF8.GetString(body, at, body.Length - at), quality, (type & 1) != 0,
                (type & 8) != 0, id);
        }
    }

    public Task AcknowledgeAsync(PeerMessage message) => SendAsync(0x40, 2, (byte)(message.Id >> 8), (byte)message.Id);

    public void Dispose() => client.Dispose();

    private async Task<byte> ByteAsync()
    {
        var one = new byte[1];
        await _stream.ReadExactlyAsync(one);
        return one[0];
    }
}
