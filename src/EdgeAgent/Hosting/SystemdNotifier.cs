using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>Tells systemd how the service is (sd_notify(3)), without allocating. Without systemd, or when it does not listen, nothing happens.</summary>
internal sealed class SystemdNotifier : IDisposable
{
    private const int LongestStatus = 500;

    // Two words of ours around the status; UTF-8 takes at most three bytes for a UTF-16 character.
    private const int LongestMessage = 64 + (3 * LongestStatus);

    private readonly Socket? _socket;
    private readonly SocketAddress? _address;
    private readonly Lock _gate = new();
    private readonly byte[] _message = new byte[LongestMessage];

    /// <param name="socketPath">A path, or a name after <c>@</c> in the abstract namespace; <see langword="null"/>: no systemd.</param>
    /// <param name="watchdog">How soon systemd kills a service that does not ping; <see langword="null"/>: never.</param>
    public SystemdNotifier(string? socketPath, TimeSpan? watchdog)
    {
        // Anything else, such as a vsock address, is not for a service on this machine.
        if (string.IsNullOrEmpty(socketPath) || socketPath[0] is not ('/' or '@') || Encoding.UTF8.GetByteCount(socketPath) > 107)
            return;
        _address = new UnixDomainSocketEndPoint(socketPath[0] == '@' ? '\0' + socketPath[1..] : socketPath).Serialize();
        // A systemd that is too busy to read must not hold the caller up for long.
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { SendTimeout = 1000 };
        WatchdogTimeout = watchdog;
    }

    /// <summary>Whether a systemd is there to be told.</summary>
    public bool IsActive => _socket is not null;

    /// <summary>How soon systemd kills us when <see cref="Ping"/> is not called; <see langword="null"/>: it does not watch.</summary>
    public TimeSpan? WatchdogTimeout { get; }

    /// <summary>As the environment of this process says: NOTIFY_SOCKET, WATCHDOG_USEC, WATCHDOG_PID.</summary>
    public static SystemdNotifier FromEnvironment() => From(Environment.GetEnvironmentVariable, Environment.ProcessId);

    /// <summary>As an environment says.</summary>
    internal static SystemdNotifier From(Func<string, string?> variable, int processId)
    {
        // WATCHDOG_PID names whom systemd watches; a child inherits the variables but not the duty.
        bool watched = variable("WATCHDOG_PID") is not { } pid || pid == processId.ToString(CultureInfo.InvariantCulture);
        TimeSpan? watchdog = watched
            && long.TryParse(variable("WATCHDOG_USEC"), NumberStyles.None, CultureInfo.InvariantCulture, out long microseconds)
            && microseconds is > 0 and < long.MaxValue / 10
            ? TimeSpan.FromTicks(microseconds * TimeSpan.TicksPerMicrosecond)
            : null;
        return new SystemdNotifier(variable("NOTIFY_SOCKET"), watchdog);
    }

    /// <summary>The start is complete, or a reload has come to its end.</summary>
    /// <returns>Whether systemd was told.</returns>
    public bool Ready(ReadOnlySpan<char> status) => Send("READY=1\nSTATUS="u8, status);

    /// <summary>
    /// The configuration is about to be read again; <see cref="Ready"/> must follow, or <c>systemctl reload</c> waits for it until it gives up.
    /// </summary>
    /// <returns>Whether systemd was told.</returns>
    public bool Reloading()
    {
        // By this time systemd 253 and later tell the answer to their signal from one that was on its way before. Stopwatch reads CLOCK_MONOTONIC.
        long microseconds = (long)(Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency));
        return Send(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}")));
    }

    /// <summary>What <c>systemctl status</c> shows.</summary>
    /// <returns>Whether systemd was told.</returns>
    public bool Status(ReadOnlySpan<char> status) => Send("STATUS="u8, status);

    /// <summary>We are about to end.</summary>
    /// <returns>Whether systemd was told.</returns>
    public bool Stopping() => Send("STOPPING=1"u8);

    /// <summary>We are alive and at work.</summary>
    /// <returns>Whether systemd was told.</returns>
    public bool Ping() => Send("WATCHDOG=1"u8);

    public void Dispose() => _socket?.Dispose();

    private bool Send(ReadOnlySpan<byte> assignment, ReadOnlySpan<char> status = default)
    {
        if (_socket is null)
            return false;

        try
        {
            lock (_gate)
            {
                assignment.CopyTo(_message);
                Span<byte> line = _message.AsSpan(assignment.Length);
                line = line[..Encoding.UTF8.GetBytes(status[..Math.Min(status.Length, LongestStatus)], line)];
                // A line break would begin another assignment.
                line.Replace((byte)'\n', (byte)' ');
                line.Replace((byte)'\r', (byte)' ');
                return _socket.SendTo(_message.AsSpan(0, assignment.Length + line.Length), SocketFlags.None, _address!) > 0;
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The service matters more than the report about it.
            return false;
        }
    }
}
