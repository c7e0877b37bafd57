using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Measures how long the oldest bytes sent to a broker have waited for the TCP acknowledgement of the other side.</summary>
/// <remarks>
/// Bytes in the kernel's send buffer can neither be taken back nor overtaken. On a slow link they are seconds of messages, and only the time until they
/// are acknowledged shows that what is sent now will arrive late.
/// </remarks>
internal sealed class BrokerLink(Socket socket) : NetworkStream(socket, ownsSocket: true)
{
    // linux/tcp.h, struct tcp_info, since Linux 4.1.
    private const int TcpInfo = 11;
    private const int BytesAcknowledged = 120;

    private static readonly TimeSpan s_markEvery = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly byte[] _info = new byte[BytesAcknowledged + sizeof(ulong)];
    private readonly Queue<(ulong Sent, long At)> _marks = new(64);
    private ulong _sent;
    private long _markedAt;

    /// <summary>How long the oldest bytes have waited; zero: none do, or the kernel does not say. Any thread.</summary>
    /// <exception cref="SocketException">The connection has ended.</exception>
    public TimeSpan Lag()
    {
        lock (_gate)
        {
            if (_marks.Count == 0)
                return TimeSpan.Zero;
            Array.Clear(_info);
            Socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, TcpInfo, _info);
            // The acknowledgement of our SYN counts as one.
            ulong acknowledged = BinaryPrimitives.ReadUInt64LittleEndian(_info.AsSpan(BytesAcknowledged));
            while (_marks.TryPeek(out (ulong Sent, long At) oldest) && (oldest.Sent < acknowledged || acknowledged == 0))
                _marks.Dequeue();
            return _marks.TryPeek(out (ulong Sent, long At) waiting) ? Stopwatch.GetElapsedTime(waiting.At) : TimeSpan.Zero;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        long now = Stopwatch.GetTimestamp();
        await base.WriteAsync(buffer, cancellationToken);
        lock (_gate)
        {
            _sent += (ulong)buffer.Length;
            if (_marks.Count > 0 && Stopwatch.GetElapsedTime(_markedAt, now) < s_markEvery)
                return;
            _markedAt = now;
            _marks.Enqueue((_sent, now));
        }
    }
}
