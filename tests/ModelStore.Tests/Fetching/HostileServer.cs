using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EdgeVision.ModelStore.Tests.Fetching;

/// <summary>A server of raw bytes, one question a connection, so that it can break off, lie, and never end.</summary>
internal sealed class HostileServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<string, Stream, CancellationToken, Task> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly ConcurrentQueue<string> _heads = new();

    /// <param name="answer">Gets the head of each question and the connection, which ends when it does.</param>
    public HostileServer(Func<string, Stream, CancellationToken, Task> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>Where the bundle is.</summary>
    public Uri Address => new($"{(_certificate is null ? "http" : "https")}://{_listener.LocalEndpoint}/birds.bundle?token=secret");

    /// <summary>The questions for the bundle.</summary>
    public IReadOnlyList<string> Questions => [.. _heads.Where(static head => !IsForSignature(head))];

    /// <summary>The signature that it has; <see langword="null"/>: 404.</summary>
    public byte[]? Signature { get; init; }

    public static async Task SendAsync(Stream stream, string head, ReadOnlyMemory<byte> body = default)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(head.ReplaceLineEndings("\r\n") + "\r\n\r\n"));
        await stream.WriteAsync(body);
    }

    /// <summary>A whole file, as an honest server sends it.</summary>
    public static Task SendWholeAsync(Stream stream, byte[] body, string more = "") => SendAsync(
        stream, string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\nContent-Length: {body.Length}\nConnection: close{more}"), body);

    /// <summary>The rest that a question asks for, as an honest server sends it.</summary>
    public static Task SendRestAsync(Stream stream, byte[] body, int from, string more = "") => SendAsync(
        stream,
        string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 206 Partial Content\nContent-Length: {body.Length - from}\n"
            + $"Content-Range: bytes {from}-{body.Length - 1}/{body.Length}\nConnection: close{more}"),
        body.AsMemory(from));

    /// <summary>A byte now and then.</summary>
    public static async Task DripAsync(string head, Stream stream, CancellationToken end)
    {
        await SendAsync(stream, "HTTP/1.1 200 OK\nContent-Length: 100000");
        while (!end.IsCancellationRequested)
        {
            await stream.WriteAsync(new byte[1], end);
            await Task.Delay(10, end);
        }
    }

    /// <summary>What a question says in a line of its head.</summary>
    public static string? Header(string head, string name) => head.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ": ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..];

    /// <summary>The first byte that a question asks for; <see langword="null"/>: all.</summary>
    public static int? RangeStart(string head) =>
        Header(head, "Range") is { } range ? int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture) : null;

    public void Dispose()
    {
        _end.Cancel();
        _listener.Stop();
        _end.Dispose();
    }

    private static bool IsForSignature(string head) => head.Contains(".bundle.sig", StringComparison.Ordinal);

    private static async Task<string> ReadHeadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(one, cancellationToken) > 0)
            head.Append((char)one[0]);
        return head.ToString();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (!_end.IsCancellationRequested)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                Stream stream = client.GetStream();
                if (_certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate);
                    stream = tls;
                }

                string head = await ReadHeadAsync(stream, _end.Token);
                if (head.Length == 0)
                    return;

                _heads.Enqueue(head);
                if (!IsForSignature(head))
                    await _answer(head, stream, _end.Token);
                else if (Signature is not null)
                    await SendWholeAsync(stream, Signature);
                else
                    await SendAsync(stream, "HTTP/1.1 404 Not Found\nContent-Length: 0\nConnection: close");
                await stream.FlushAsync();
                client.Client.Shutdown(SocketShutdown.Send);
                // Closing with unread bytes would be a reset, which may overtake what was sent.
                while (await stream.ReadAsync(new byte[256], _end.Token) > 0)
                {
                }
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException or ObjectDisposedException
                or System.Security.Authentication.AuthenticationException)
            {
                // The client has gone, which is what many of them are to do.
            }
        }
    }
}
