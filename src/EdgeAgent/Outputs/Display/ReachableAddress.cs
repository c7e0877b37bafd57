using System.Net;
using System.Net.Sockets;

namespace EdgeVision.EdgeAgent.Outputs.Display;

/// <summary>The address other machines see this one at: the one that a packet to the world would carry. For one thread.</summary>
/// <remarks>Asked of the routes, by a socket that sends nothing: a list of interfaces comes by netlink, which the service may not use.</remarks>
internal sealed class ReachableAddress(TimeProvider time)
{
    private static readonly TimeSpan s_validFor = TimeSpan.FromSeconds(10);

    // Documentation's own networks (RFC 5737, RFC 3849): nobody is there, and nothing is sent.
    private static readonly IPEndPoint[] s_world = [new(IPAddress.Parse("192.0.2.1"), 9), new(IPAddress.Parse("2001:db8::1"), 9)];

    private long? _foundAt;
    private string? _address;

    /// <summary>Not older than 10 s; <see langword="null"/>: there is no network.</summary>
    public string? Current
    {
        get
        {
            if (_foundAt is null || time.GetElapsedTime(_foundAt.Value) >= s_validFor)
                (_foundAt, _address) = (time.GetTimestamp(), Find());
            return _address;
        }
    }

    private static string? Find()
    {
        foreach (IPEndPoint world in s_world)
        {
            try
            {
                using var socket = new Socket(world.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
                socket.Connect(world);
                return (socket.LocalEndPoint as IPEndPoint)?.Address.ToString();
            }
            catch (SocketException)
            {
                // No way there: another family may have one, or there is no network.
            }
        }

        return null;
    }
}
