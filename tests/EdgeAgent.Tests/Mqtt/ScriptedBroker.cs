using System.Net;
using System.Net.Sockets;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>A listener that answers each connection's CONNECT with bytes of the test's choice, for behaviour that no real broker can be told to show.</summary>
internal sealed class ScriptedBroker : IDisposable
{
    public static readonly byte[] AcceptV5 = [0x20, 0x03, 0x00, 0x00, 0x00];
    public static readonly byte[] AcceptV311 = [0x20, 0x02, 0x00, 0x00];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<int, byte, byte[]?> _answer;
    private readonly List<TcpClient> _clients = [];

    /// <param name="answer">
    /// From the number of the CONNECT, counted from 0, and its protocol level (5 or 4) to the bytes to answer with.
    /// Empty: silence. <see langword="null"/>: the connection is closed.
    /// </param>
    public ScriptedBroker(Func<int, byte, byte[]?> answer)
    {
        _answer = answer;
        _listener.Start();
        Task.Run(ServeAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose()
    {
        _listener.Stop();
        lock (_clients)
            _clients.ForEach(client => client.Dispose());
    }

    private async Task ServeAsync()
    {
        try
        {
            for (int attempt = 0; ;)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync();
                lock (_clients)
                    _clients.Add(client);
                var connect = new byte[1024];
                int length = await client.GetStream().ReadAsync(connect);
                // The fixed header's two bytes, “MQTT” with its length, and then the protocol level; an attempt without CONNECT only tried the address.
                if (length < 9)
                {
                    client.Close();
                    continue;
                }

                byte[]? answer = _answer(attempt++, connect[8]);
                if (answer is null)
                    client.Close();
                else
                    await client.GetStream().WriteAsync(answer);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
