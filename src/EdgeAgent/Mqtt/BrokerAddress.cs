using System.Net;
using System.Net.Sockets;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Finds an address of the broker that accepts connections.</summary>
/// <remarks>
/// libmosquitto's blocking connect waits for each address as long as the kernel does (two minutes), and its asynchronous one never tries the
/// second address of a name. So each is tried here first, within a limit, by a connection that is closed at once.
/// </remarks>
internal static class BrokerAddress
{
    /// <summary>The first address of <paramref name="host"/> that accepts within <paramref name="limit"/>.</summary>
    /// <exception cref="SocketException">The name is unknown, or no address accepts; the last reason.</exception>
    /// <exception cref="OperationCanceledException">The caller lost interest.</exception>
    public static IPAddress FindOpen(string host, int port, TimeSpan limit, CancellationToken cancellation)
    {
        SocketException? reason = null;
        foreach (IPAddress address in Resolve(host, limit, cancellation))
        {
            using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timer.CancelAfter(limit);
            try
            {
                using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.ConnectAsync(new IPEndPoint(address, port), timer.Token).AsTask().GetAwaiter().GetResult();
                return address;
            }
            catch (SocketException error)
            {
                reason = error;
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                reason = new SocketException((int)SocketError.TimedOut);
            }
        }

        throw reason ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static IPAddress[] Resolve(string host, TimeSpan limit, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
            return [literal];
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            return Dns.GetHostAddressesAsync(host, timer.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SocketException((int)SocketError.TryAgain);
        }
    }
}
