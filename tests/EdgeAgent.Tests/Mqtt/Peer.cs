using System.Net;
using System.Net.Sockets;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>A broker that a test plays packet by packet.</summary>
internal sealed class Peer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<PeerConnection> _connections = [];
    private readonly Func<PeerConnection, int, Task> _play;

    /// <param name="play">Plays one connection, given its number from 0; at its end the connection is closed.</param>
    public Peer(Func<PeerConnection, int, Task> play)
    {
        _play = play;
        _listener.Start();
        Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Stop();
        lock (_connections)
            _connections.ForEach(static connection => connection.Dispose());
    }

    private async Task AcceptAsync()
    {
        try
        {
            for (int number = 0; ; number++)
            {
                var connection = new PeerConnection(await _listener.AcceptTcpClientAsync());
                lock (_connections)
                    _connections.Add(connection);
                _ = PlayAsync(connection, number);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task PlayAsync(PeerConnection connection, int number)
    {
        try
        {
            await _play(connection, number);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // The client has gone.
        }

        connection.Dispose();
    }
}
