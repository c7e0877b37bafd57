using System.Collections.Concurrent;
using System.Diagnostics;

namespace EdgeVision.TestKit;

/// <summary>A mosquitto_sub whose messages a test can wait for.</summary>
public sealed class MosquittoSubscriber : IDisposable
{
    private const string Mark = "message ";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private readonly Process _process;
    private readonly BlockingCollection<ReceivedMessage> _messages = [];
    private readonly ConcurrentQueue<ReceivedMessage> _received = new();
    private readonly TaskCompletionSource _subscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Subscribes at a broker on this machine; returns when it has confirmed.</summary>
    /// <param name="arguments">Further ones of mosquitto_sub.</param>
    public MosquittoSubscriber(int port, string filter, params string[] arguments)
    {
        string program = DebianProgram.Find("mosquitto_sub") ?? throw new FileNotFoundException("mosquitto_sub is not installed.");
        // -d also prints the broker's confirmation; %q, %r: quality and retained. Payloads in tests are single lines.
        string[] all = ["-h", "127.0.0.1", "-p", $"{port}", "-d", "-q", "1", "-t", filter, "-F", $"{Mark}%q %r %t %p", .. arguments];
        // stdbuf: a pipe makes the C library hold lines back.
        _process = Process.Start(new ProcessStartInfo("stdbuf", ["-oL", program, .. all]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) => Read(line.Data);
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        if (!_subscribed.Task.Wait(s_patience))
            throw new InvalidOperationException($"mosquitto_sub could not subscribe to {filter} on port {port}.");
    }

    /// <summary>Everything that has come so far, waited for or not.</summary>
    public IReadOnlyList<ReceivedMessage> Received => [.. _received];

    /// <summary>The next message on a topic; those on others are left out.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public ReceivedMessage WaitFor(string topic, string? payload = null) =>
        WaitFor(topic, message => payload is null || message.Payload == payload, s_patience, payload);

    /// <summary>The next message on a topic that is as wanted; others are left out.</summary>
    /// <exception cref="TimeoutException">None came.</exception>
    public ReceivedMessage WaitFor(string topic, Func<ReceivedMessage, bool> isWanted, TimeSpan patience, string? words = null)
    {
        long start = Stopwatch.GetTimestamp();
        ReceivedMessage? last = null;
        while (_messages.TryTake(out ReceivedMessage? message, Math.Max(0, (int)(patience - Stopwatch.GetElapsedTime(start)).TotalMilliseconds)))
        {
            if (message.Topic != topic)
                continue;
            if (isWanted(message))
                return message;
            last = message;
        }

        throw new TimeoutException($"No message {words} on {topic} within {patience.TotalSeconds} s; the last one there: {last?.Payload ?? "none"}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _messages.Dispose();
    }

    private void Read(string? line)
    {
        if (line is null)
            return;
        if (line.StartsWith("Subscribed", StringComparison.Ordinal))
            _subscribed.TrySetResult();
        if (!line.StartsWith(Mark, StringComparison.Ordinal))
            return;
        string[] parts = line[Mark.Length..].Split(' ', 4);
        var message = new ReceivedMessage(parts[2], parts[3], int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture), parts[1] == "1");
        _received.Enqueue(message);
        _messages.Add(message);
    }
}
