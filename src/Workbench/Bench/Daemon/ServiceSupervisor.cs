using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;

namespace EdgeVision.Workbench.Bench.Daemon;

/// <summary>
/// Plays systemd for a trial's daemon: takes its status and its pings, which are part of what a daemon does all day. The socket has a name in the abstract
/// namespace, so nothing of it is in a folder.
/// </summary>
internal sealed class ServiceSupervisor : IDisposable
{
    // This and the runtime's diagnostics are as in the unit that ships; off, they also leave no sockets in the temporary folder of a process that is ended.
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(60);

    private readonly string _name = $"edgevision-bench-{Guid.NewGuid():N}";
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
    private readonly Thread _reader;

    public ServiceSupervisor()
    {
        _socket.Bind(new UnixDomainSocketEndPoint('\0' + _name));
        _reader = new Thread(Read) { IsBackground = true, Name = "supervisor" };
        _reader.Start();
    }

    /// <summary>Lets the process that <paramref name="start"/> describes speak to this supervisor.</summary>
    public void Supervise(ProcessStartInfo start)
    {
        start.Environment["NOTIFY_SOCKET"] = $"@{_name}";
        start.Environment["WATCHDOG_USEC"] = ((long)s_watchdog.TotalMicroseconds).ToString(CultureInfo.InvariantCulture);
        start.Environment.Remove("WATCHDOG_PID");
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
    }

    public void Dispose()
    {
        _socket.Dispose();
        _reader.Join();
    }

    // What is not read would fill the queue, and the daemon would wait.
    private void Read()
    {
        var message = new byte[2048];
        try
        {
            while (true)
                _socket.Receive(message);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed, which is how this ends.
        }
    }
}
