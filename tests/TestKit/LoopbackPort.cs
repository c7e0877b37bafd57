using System.Net;
using System.Net.Sockets;

namespace EdgeVision.TestKit;

/// <summary>Free TCP ports for servers that a test starts.</summary>
public static class LoopbackPort
{
    /// <summary>A port that nothing listens on at this moment.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
