using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using EdgeVision.EdgeAgent.Mqtt;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Mqtt;

/// <summary>Hundreds of connections over TLS that end at once leave nothing behind.</summary>
[Collection(AloneInTheProcess.Name)]
public sealed class ReconnectSoakTests : IDisposable
{
    private const int WarmUp = 100;
    private const int Connections = 400;

    private readonly TemporaryFolder _folder = new();
    private readonly TestAuthority _authority = new("soak");

    public void Dispose()
    {
        _authority.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task TlsConnections_LeaveNeitherDescriptorsNorMemory()
    {
        _authority.WriteTo(_folder.PathTo("ca.pem"));
        _authority.Issue("localhost", _folder.PathTo("server.pem"), _folder.PathTo("server.key"));
        using var pem = X509Certificate2.CreateFromPemFile(_folder.PathTo("server.pem"), _folder.PathTo("server.key"));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        MqttRetryOptions retry = new()
        {
            First = TimeSpan.FromMilliseconds(1),
            MaxWait = TimeSpan.FromMilliseconds(1),
            AfterRefusal = TimeSpan.FromMilliseconds(1),
            AfterTakeover = TimeSpan.FromMilliseconds(0.1),
        };
        using var connection = new MqttConnection(
            TestConnection.Options(((IPEndPoint)listener.LocalEndpoint).Port, tls: new MqttTlsOptions(_folder.PathTo("ca.pem")), retry: retry), null,
            TestConnection.SayOnline);
        connection.Start();

        await ServeAsync(listener, pem, WarmUp);
        (int descriptors, long memory) = Measure();
        await ServeAsync(listener, pem, Connections);
        (int descriptorsAfter, long memoryAfter) = Measure();

        Assert.InRange(descriptorsAfter - descriptors, -50, 10);
        Assert.InRange(memoryAfter - memory, long.MinValue, 5L << 20);
    }

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using TcpClient client = await listener.AcceptTcpClientAsync().WaitAsync(TimeSpan.FromSeconds(30));
            using var secured = new SslStream(client.GetStream());
            await secured.AuthenticateAsServerAsync(certificate);
            var buffer = new byte[512];
            Assert.NotEqual(0, await secured.ReadAsync(buffer));
            await secured.WriteAsync(new byte[] { 0x20, 3, 0, 0, 0 });
        }
    }

    private static (int Descriptors, long Memory) Measure()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return (Directory.GetFiles("/proc/self/fd").Length, GC.GetTotalMemory(forceFullCollection: true));
    }
}
