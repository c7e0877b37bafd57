using System.Net.Sockets;
using System.Text;

namespace EdgeVision.EdgeAgent.Tests.Systemd;

/// <summary>systemd's end of the notification socket.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 10_000 };

    /// <param name="path">As NOTIFY_SOCKET would name it.</param>
    public NotifySocket(string path)
    {
        Path = path;
        _socket.Bind(new UnixDomainSocketEndPoint(path[0] == '@' ? '\0' + path[1..] : path));
    }

    public string Path { get; }

    /// <summary>Whether a message waits to be read.</summary>
    public bool HasMessage => _socket.Available > 0;

    public string Receive()
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, _socket.Receive(buffer));
    }

    public void Dispose() => _socket.Dispose();
}
