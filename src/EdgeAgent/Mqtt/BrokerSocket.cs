using System.Net;
using System.Net.Sockets;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Connects by TCP to whichever address of a name accepts first (RFC 8305, “happy eyeballs”).</summary>
/// <remarks>
/// An address that does not answer, such as an IPv6 address without a route, must not delay a good one: the next address is tried in parallel as soon as
/// the one before has failed or has not answered for a moment.
/// </remarks>
internal static class BrokerSocket
{
    private const int AddressesInWords = 4;

    // linux/tcp.h. What waits in the kernel cannot be taken back, so on a slow link it waits with us instead, where the stale is dropped.
    private const int TcpNotSentLowWater = 25;
    private const int UnsentBytes = 4096;

    private static readonly TimeSpan s_stagger = TimeSpan.FromMilliseconds(250);
    private static readonly Dictionary<string, Task<IPAddress[]>> s_lookUps = new(StringComparer.Ordinal);

    /// <summary>A connected socket.</summary>
    /// <param name="limit">For the name and all addresses together.</param>
    /// <exception cref="MqttException">The name is unknown, or no address accepts; each with its reason.</exception>
    /// <exception cref="OperationCanceledException">The caller lost interest.</exception>
    public static async Task<Socket> ConnectAsync(string host, int port, TimeSpan limit, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        return await ConnectAsync(await ResolveAsync(host, timer.Token, cancellation), port, limit, timer.Token, cancellation);
    }

    /// <summary>As above, to the first of <paramref name="addresses"/> that accepts.</summary>
    public static async Task<Socket> ConnectAsync(IReadOnlyList<IPAddress> addresses, int port, TimeSpan limit, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        return await ConnectAsync(addresses, port, limit, timer.Token, cancellation);
    }

    private static async Task<Socket> ConnectAsync(
        IReadOnlyList<IPAddress> addresses, int port, TimeSpan limit, CancellationToken limited, CancellationToken cancellation)
    {
        var reasons = new List<string>();
        var attempts = new List<Task<Socket>>();
        using var others = CancellationTokenSource.CreateLinkedTokenSource(limited);
        try
        {
            int next = 0;
            while (next < addresses.Count || attempts.Count > 0)
            {
                if (next < addresses.Count)
                    attempts.Add(ConnectAsync(addresses[next++], port, others.Token));
                Task<Socket>? done = await FirstAsync(attempts, next < addresses.Count ? s_stagger : Timeout.InfiniteTimeSpan);
                if (done is null)
                    continue;
                attempts.Remove(done);
                if (done.IsCompletedSuccessfully)
                    return await done;
                cancellation.ThrowIfCancellationRequested();
                reasons.Add(done.Exception?.InnerException?.Message ?? "does not answer");
            }
        }
        finally
        {
            await others.CancelAsync();
            foreach (Task<Socket> attempt in attempts)
                _ = attempt.ContinueWith(
                    static late => Discard(late), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        throw new MqttException(Describe(addresses, reasons, limit), MqttErrorKind.Unreachable);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, CancellationToken limited, CancellationToken cancellation)
    {
        if (IPAddress.TryParse(host, out IPAddress? literal))
            return [literal.IsIPv4MappedToIPv6 ? literal.MapToIPv4() : literal];
        try
        {
            IPAddress[] addresses = await LookUp(host).WaitAsync(limited);
            return addresses.Length > 0 ? addresses : throw new MqttException($"the name “{host}” has no address", MqttErrorKind.Unreachable);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new MqttException($"the name servers do not answer who “{host}” is", MqttErrorKind.Unreachable);
        }
        catch (SocketException error)
        {
            string reason = error.SocketErrorCode == SocketError.TryAgain ? "the name servers do not answer who “{0}” is" : "no name server knows “{0}”";
            throw new MqttException(string.Format(null, reason, host), MqttErrorKind.Unreachable);
        }
        catch (ArgumentException)
        {
            throw new MqttException($"“{host}” can be no host's name", MqttErrorKind.Refused);
        }
    }

    /// <summary>
    /// Looks a name up. The C library's look-up cannot be cancelled: the next attempt waits for one that is still running instead of starting another.
    /// </summary>
    private static Task<IPAddress[]> LookUp(string host)
    {
        lock (s_lookUps)
        {
            if (s_lookUps.TryGetValue(host, out Task<IPAddress[]>? pending) && !pending.IsCompleted)
                return pending;
            s_lookUps.Clear();
            Task<IPAddress[]> lookUp = Dns.GetHostAddressesAsync(host);
            _ = lookUp.ContinueWith(
                static failed => _ = failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return s_lookUps[host] = lookUp;
        }
    }

    private static async Task<Socket> ConnectAsync(IPAddress address, int port, CancellationToken cancellation)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, port), cancellation);
            socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpNotSentLowWater, BitConverter.GetBytes(UnsentBytes));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <returns>The first attempt that has ended; <see langword="null"/>: none has in time.</returns>
    private static async Task<Task<Socket>?> FirstAsync(List<Task<Socket>> attempts, TimeSpan patience)
    {
        using var timer = new CancellationTokenSource();
        var all = Task.WhenAny(attempts);
        Task first = await Task.WhenAny(all, Task.Delay(patience, timer.Token));
        await timer.CancelAsync();
        return first == all ? await all : null;
    }

    private static void Discard(Task<Socket> late)
    {
        if (late.IsCompletedSuccessfully)
            late.Result.Dispose();
        else
            _ = late.Exception;
    }

    private static string Describe(IReadOnlyList<IPAddress> addresses, List<string> reasons, TimeSpan limit)
    {
        if (addresses.Count == 1)
            return reasons is ["does not answer"] ? $"{addresses[0]} does not answer within {limit.TotalSeconds:0.#} s" : $"{addresses[0]}: {reasons[0]}";
        string listed = string.Join(", ", addresses.Take(AddressesInWords).Select(static address => address.ToString()));
        string more = addresses.Count > AddressesInWords ? $" and {addresses.Count - AddressesInWords} more" : "";
        return $"none of its addresses accepts ({listed}{more}): {string.Join("; ", reasons.Distinct().Take(AddressesInWords))}";
    }
}
