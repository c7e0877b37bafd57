using System.Net;
using System.Net.Sockets;
using EdgeVision.EdgeAgent.Mqtt;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

public sealed class BrokerSocketTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);

    private readonly List<Socket> _sockets = [];

    public void Dispose() => _sockets.ForEach(static socket => socket.Dispose());

    [Fact]
    public async Task DeadAddress_DoesNotKeepTheNextWaiting()
    {
        (IPAddress dead, int port) = await ListenWithoutAcceptingAsync();
        IPAddress good = Listen(port);

        using Socket socket = await BrokerSocket.ConnectAsync([dead, dead, good], port, s_limit, CancellationToken.None);

        Assert.Equal(good, ((IPEndPoint)socket.RemoteEndPoint!).Address);
    }

    [Fact]
    public async Task AddressThatRefuses_IsPassedOver()
    {
        int port = EdgeVision.TestKit.LoopbackPort.FindFree();
        IPAddress good = Listen(port);

        using Socket socket = await BrokerSocket.ConnectAsync([IPAddress.Parse("127.0.0.9"), good], port, s_limit, CancellationToken.None);

        Assert.Equal(good, ((IPEndPoint)socket.RemoteEndPoint!).Address);
    }

    [Fact]
    public async Task NoAddressThatAccepts_IsSaidWithAllReasons()
    {
        (IPAddress dead, int port) = await ListenWithoutAcceptingAsync();

        MqttException error = await Assert.ThrowsAsync<MqttException>(
            () => BrokerSocket.ConnectAsync([IPAddress.Parse("127.0.0.9"), dead], port, TimeSpan.FromSeconds(1), CancellationToken.None));

        Assert.Equal(MqttErrorKind.Unreachable, error.Kind);
        Assert.Contains("127.0.0.9", error.Message, StringComparison.Ordinal);
        Assert.Contains("does not answer", error.Message, StringComparison.Ordinal);
        Assert.Contains("refused", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("no-such-host.invalid", "“no-such-host.invalid”")]
    [InlineData("..", "“..”")]
    public async Task NameThatNobodyKnows_IsSaid(string host, string words)
    {
        MqttException error = await Assert.ThrowsAsync<MqttException>(() => BrokerSocket.ConnectAsync(host, 1883, s_limit, CancellationToken.None));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MappedAddress_IsReached()
    {
        int port = EdgeVision.TestKit.LoopbackPort.FindFree();
        IPAddress good = Listen(port);

        using Socket socket = await BrokerSocket.ConnectAsync($"::ffff:{good}", port, s_limit, CancellationToken.None);

        Assert.True(socket.Connected);
    }

    [Fact]
    public async Task Waiting_EndsWhenAsked()
    {
        (IPAddress dead, int port) = await ListenWithoutAcceptingAsync();
        using var asked = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BrokerSocket.ConnectAsync([dead, dead], port, TimeSpan.FromMinutes(10), asked.Token));
    }

    private IPAddress Listen(int port)
    {
        IPAddress address = IPAddress.Parse("127.0.0.3");
        Bind(address, port).Listen();
        return address;
    }

    /// <summary>A listener whose queue is full drops what comes, as an address that leads nowhere does.</summary>
    private async Task<(IPAddress Address, int Port)> ListenWithoutAcceptingAsync()
    {
        IPAddress address = IPAddress.Parse("127.0.0.2");
        Socket listener = Bind(address, 0);
        listener.Listen(0);
        Task filling;
        do
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            _sockets.Add(socket);
            filling = socket.ConnectAsync(listener.LocalEndPoint!);
        }
        while (await Task.WhenAny(filling, Task.Delay(500)) == filling);

        return (address, ((IPEndPoint)listener.LocalEndPoint!).Port);
    }

    private Socket Bind(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(socket);
        socket.Bind(new IPEndPoint(address, port));
        return socket;
    }
}
