using System.Buffers;
using System.Text;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Packets;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Reads and writes MQTT packets on a stream by MQTTnet's formatters, with limits of our own. One reader and, at a time, one writer.</summary>
/// <remarks>A packet's announced length is checked before memory is allocated for it (MQTT 5.0, section 2.1.4).</remarks>
internal sealed class PacketStream(Stream stream, MqttProtocolVersion version) : IDisposable
{
    /// <summary>The most bytes of a packet to us; told to the broker in CONNECT under MQTT 5, and enforced under both versions.</summary>
    public const uint MaxPacketSize = 64 * 1024;

    private const int LengthBytes = 4;
    private const int FirstBytesInWords = 24;

    private const byte Connack = 0x20;
    private const byte TlsAlert = 0x15;
    private const byte TlsHandshake = 0x16;

    private static readonly byte[] s_nothing = [];

    private readonly MqttPacketFormatterAdapter _reading = Formatter(version);
    private readonly MqttPacketFormatterAdapter _writing = Formatter(version);
    private readonly SemaphoreSlim _writer = new(1, 1);
    private readonly byte[] _input = new byte[2048];
    private byte[] _output = new byte[2048];
    private int _from;
    private int _to;
    private long _received;

    /// <summary>How many bytes have been received.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Sends one packet. Any thread.</summary>
    /// <exception cref="InvalidDataException">MQTT has no form for it; the connection stands.</exception>
    /// <exception cref="IOException">The connection has ended.</exception>
    public async ValueTask SendAsync(MqttPacket packet, CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        try
        {
            MqttPacketBuffer encoded = Encode(packet);
            int length = encoded.Length;
            if (_output.Length < length)
                _output = new byte[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length)];
            // In one piece: two would be two TCP segments or TLS records.
            encoded.Packet.AsSpan().CopyTo(_output);
            encoded.Payload.CopyTo(_output.AsSpan(encoded.Packet.Count));
            _writing.Cleanup();
            await stream.WriteAsync(_output.AsMemory(0, length), cancellation);
        }
        finally
        {
            _writer.Release();
        }
    }

    /// <summary>The broker's answer to CONNECT, which must be the first packet.</summary>
    /// <exception cref="MqttException">What answers is no MQTT broker, or answers something else.</exception>
    /// <inheritdoc cref="ReceiveAsync"/>
    public async ValueTask<MqttConnAckPacket> ReceiveAnswerAsync(CancellationToken cancellation)
    {
        if (!await FillAsync(cancellation))
            throw new EndOfStreamException("the connection was closed");
        if (_input[_from] != Connack)
            throw new MqttException(Stranger(_input.AsSpan(_from, Math.Min(_to - _from, FirstBytesInWords))));
        try
        {
            return await ReceiveAsync(cancellation) as MqttConnAckPacket
                ?? throw new MqttException("its first packet is no answer to CONNECT", MqttErrorKind.NoAnswer);
        }
        catch (MqttException error)
        {
            throw new MqttException(error.Message, MqttErrorKind.NoAnswer);
        }
    }

    /// <summary>The next packet.</summary>
    /// <exception cref="MqttException">The bytes are no MQTT packet, or too many.</exception>
    /// <exception cref="IOException">The connection has ended.</exception>
    public async ValueTask<MqttPacket> ReceiveAsync(CancellationToken cancellation)
    {
        byte type = await ByteAsync(cancellation);
        int length = 0;
        for (int i = 0; ; i++)
        {
            byte part = await ByteAsync(cancellation);
            length |= (part & 0x7F) << (7 * i);
            if ((part & 0x80) == 0)
                break;
            if (i == LengthBytes - 1)
                throw new MqttException("it sent a packet whose length is no number of MQTT", MqttErrorKind.Lost);
        }

        if (length > MaxPacketSize)
            throw new MqttException($"it announced a packet of {length} bytes, more than the {MaxPacketSize} we take", MqttErrorKind.Lost);
        byte[] body = length == 0 ? s_nothing : new byte[length];
        for (int filled = 0; filled < length;)
        {
            if (_from == _to && !await FillAsync(cancellation))
                throw new EndOfStreamException("the connection was closed within a packet");
            int part = Math.Min(_to - _from, length - filled);
            _input.AsSpan(_from, part).CopyTo(body.AsSpan(filled));
            _from += part;
            filled += part;
        }

        try
        {
            return _reading.Decode(new ReceivedMqttPacket(type, body, length + 2))
                ?? throw new MqttException($"it sent a packet of a type unknown to MQTT (0x{type:X2})", MqttErrorKind.Lost);
        }
        // MQTTnet's decoder may throw anything at malformed bytes; that may end only this connection.
        catch (Exception error) when (error is not MqttException)
        {
            string reason = error is MqttProtocolViolationException ? $": {error.Message.TrimEnd('.')}" : "";
            throw new MqttException($"it sent a malformed packet of type 0x{type:X2}{reason}", MqttErrorKind.Lost);
        }
    }

    public void Dispose() => stream.Dispose();

    private static MqttPacketFormatterAdapter Formatter(MqttProtocolVersion version) => new(
        version == MqttProtocolVersion.V5
            ? MQTTnet.Formatter.MqttProtocolVersion.V500
            : MQTTnet.Formatter.MqttProtocolVersion.V311, new MqttBufferWriter(1024, 65535));

    private static string Stranger(ReadOnlySpan<byte> first)
    {
        if (first[0] is TlsAlert or TlsHandshake)
            return "what answers there speaks TLS; add mqtt.tls, or use the port for plain MQTT";
        string text = Encoding.ASCII.GetString(first);
        int end = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        text = end < 0 ? text : text[..end];
        string said = text.Length > 2 ? $"“{text}”" : Convert.ToHexString(first);
        return $"what answers there is no MQTT broker (it begins with {said}); check mqtt.host and mqtt.port";
    }

    private MqttPacketBuffer Encode(MqttPacket packet)
    {
        try
        {
            return _writing.Encode(packet);
        }
        catch (Exception error)
        {
            _writing.Cleanup();
            throw new InvalidDataException(error.Message, error);
        }
    }

    private async ValueTask<byte> ByteAsync(CancellationToken cancellation)
    {
        if (_from == _to && !await FillAsync(cancellation))
            throw new EndOfStreamException("the connection was closed");
        return _input[_from++];
    }

    /// <returns>Whether there are bytes; <see langword="false"/>: the peer has closed.</returns>
    private async ValueTask<bool> FillAsync(CancellationToken cancellation)
    {
        if (_from < _to)
            return true;
        int read = await stream.ReadAsync(_input, cancellation);
        (_from, _to) = (0, read);
        Volatile.Write(ref _received, _received + read);
        return read > 0;
    }
}
