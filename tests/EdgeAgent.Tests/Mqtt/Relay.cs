using System.Net;
using System.Net.Sockets;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>A cable between a client and a broker that a test can cut.</summary>
internal sealed class Relay : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _brokerPort;
    private readonly List<TcpClient> _ends = [];
    private volatile bool _losesAnswers;

    public Relay(int brokerPort)
    {
        _brokerPort = brokerPort;
        _listener.Start();
        Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What the broker says from now on gets lost; <see cref="Cut"/> repairs it.</summary>
    public void LoseAnswers() => _losesAnswers = true;

    /// <summary>Ends all connections without a word; new ones work.</summary>
    public void Cut()
    {
        _losesAnswers = false;
        lock (_ends)
        {
            _ends.ForEach(end => end.Dispose());
            _ends.Clear();
        }
    }

    public void Dispose()
    {
        _listener.Stop();
        Cut();
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool answers)
    {
        try
        {
            byte[] bytes = new byte[4096];
            for (int read = await from.GetStream().ReadAsync(bytes); read > 0; read = await from.GetStream().ReadAsync(bytes))
            {
                if (!answers || !_losesAnswers)
                    await to.GetStream().WriteAsync(bytes.AsMemory(0, read));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut.
        }

        from.Dispose();
        to.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient near = await _listener.AcceptTcpClientAsync();
                var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, _brokerPort);
                lock (_ends)
                    _ends.AddRange([near, far]);
                _ = CopyAsync(near, far, answers: false);
                _ = CopyAsync(far, near, answers: true);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
