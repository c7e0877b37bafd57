using System.Net;
using System.Net.Sockets;
using MQTTnet.Server;

namespace EdgeVision.Workbench.Demo;

/// <summary>A broker inside this process: loopback only, a free port, nothing kept, gone with the process whatever ends it.</summary>
internal sealed class PrivateBroker : IAsyncDisposable
{
    private readonly MqttServer _server;

    private PrivateBroker(MqttServer server, int port)
    {
        _server = server;
        Port = port;
    }

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts the broker; it accepts connections from now on.</summary>
    /// <exception cref="IOException">Nothing can listen on 127.0.0.1 here.</exception>
    public static async Task<PrivateBroker> StartAsync()
    {
        MqttServerOptions options = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(0)
            .Build();
        MqttServer server = new MqttServerFactory().CreateMqttServer(options);
        try
        {
            await server.StartAsync();
        }
        catch (SocketException error)
        {
            server.Dispose();
            throw new IOException($"the demo's broker cannot listen on 127.0.0.1: {error.Message}.", error);
        }

        // The listener writes the port that the kernel chose into its options.
        return new PrivateBroker(server, options.DefaultEndpointOptions.Port);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.StopAsync();
        _server.Dispose();
    }
}
