using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace EdgeVision.TestKit;

/// <summary>systemd's end of the notification socket (sd_notify(3)).</summary>
public sealed class NotifySocket : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
    {
        ReceiveTimeout = (int)s_patience.TotalMilliseconds,
    };

    /// <summary>Listens.</summary>
    /// <param name="path">As NOTIFY_SOCKET would name it.</param>
    public NotifySocket(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
    }

    /// <summary>As NOTIFY_SOCKET would name it.</summary>
    public string Path { get; }

    /// <summary>Whether a message waits to be read.</summary>
    public bool HasMessage => _socket.Available > 0;

    /// <summary>The next message.</summary>
    /// <exception cref="SocketException">None came.</exception>
    public string Receive()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer));
    }

    /// <summary>The next message that is no mere status.</summary>
    /// <exception cref="InvalidOperationException">It does not begin with <paramref name="beginning"/>.</exception>
    /// <exception cref="TimeoutException">Only statuses came, which a daemon sends each second.</exception>
    public string Await(string beginning)
    {
        long began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < s_patience)
        {
            string message = Receive();
            if (message.StartsWith(beginning, StringComparison.Ordinal))
                return message;
            if (!message.StartsWith("STATUS=", StringComparison.Ordinal))
                throw new InvalidOperationException($"“{message}” came instead of {beginning}.");
        }

        throw new TimeoutException($"Nothing but statuses came instead of {beginning} for {s_patience.TotalSeconds:0} s.");
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
