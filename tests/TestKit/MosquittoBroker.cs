using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeVision.TestKit;

/// <summary>A real mosquitto on a free loopback port. Guard tests that use it with <see cref="MosquittoFactAttribute"/>.</summary>
public sealed class MosquittoBroker : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();
    private readonly StringBuilder _log = new();
    private Process? _process;

    /// <summary>Starts a broker.</summary>
    /// <param name="configuration">Lines of mosquitto.conf(5) that follow the listener's; <see langword="null"/>: everybody may come.</param>
    public MosquittoBroker(string? configuration = null)
    {
        Configuration = configuration ?? "allow_anonymous true";
        Start();
    }

    /// <summary>Where the broker listens, on 127.0.0.1; the same after a restart.</summary>
    public int Port { get; } = LoopbackPort.FindFree();

    /// <summary>Lines of mosquitto.conf(5) that follow the listener's; takes effect at the next start.</summary>
    public string Configuration { get; set; }

    /// <summary>What the broker has said so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Writes a password file for one user.</summary>
    /// <returns>The file's path, for <c>password_file</c>.</returns>
    public static string WritePasswordFile(TemporaryFolder folder, string username, string password)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = folder.PathTo("passwords");
        File.WriteAllText(path, "");
        string program = DebianProgram.Find("mosquitto_passwd") ?? throw new FileNotFoundException("mosquitto_passwd is not installed.");
        using var process = Process.Start(new ProcessStartInfo(program, ["-b", path, username, password]) { RedirectStandardError = true })!;
        string words = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? path : throw new InvalidOperationException($"mosquitto_passwd failed: {words}");
    }

    /// <summary>Starts the broker, and returns when it accepts connections.</summary>
    public void Start()
    {
        string path = _folder.PathTo("mosquitto.conf");
        // As root, mosquitto would change to a user who may not read the test's files.
        string user = Environment.IsPrivilegedProcess ? "user root\n" : "";
        File.WriteAllText(path, $"{user}per_listener_settings false\npersistence false\nlog_dest stdout\nlistener {Port} 127.0.0.1\n{Configuration}\n");
        string program = DebianProgram.Find("mosquitto") ?? throw new FileNotFoundException("mosquitto is not installed.");
        _process = Process.Start(new ProcessStartInfo(program, ["-c", path]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += Remember;
        _process.ErrorDataReceived += Remember;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        long start = Stopwatch.GetTimestamp();
        while (!Accepts())
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(start) > s_patience)
                throw new InvalidOperationException($"mosquitto does not accept connections on port {Port}:\n{Log}");
            Thread.Sleep(10);
        }
    }

    /// <summary>Kills the broker, so that its clients see a broken connection.</summary>
    public void Stop()
    {
        if (_process is not { } process)
            return;
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        _process = null;
    }

    /// <summary>Lets the broker hang: its connections stand, and it answers nothing until it is stopped.</summary>
    public void Freeze()
    {
        using Process signal = Process.Start("sh", ["-c", $"kill -STOP {_process!.Id}"]);
        signal.WaitForExit();
    }

    /// <summary>Stops the broker and starts it again on the same port.</summary>
    public void Restart()
    {
        Stop();
        Start();
    }

    /// <summary>Subscribes with mosquitto_sub, and returns when the broker has confirmed it.</summary>
    /// <param name="arguments">Further arguments of mosquitto_sub(1), for example for TLS or credentials.</param>
    public MosquittoSubscriber Subscribe(string filter, params string[] arguments) => new(Port, filter, arguments);

    /// <summary>Publishes one message, which the broker keeps.</summary>
    public void PublishRetained(string topic, string payload)
    {
        string program = DebianProgram.Find("mosquitto_pub") ?? throw new FileNotFoundException("mosquitto_pub is not installed.");
        string[] arguments = ["-h", "127.0.0.1", "-p", $"{Port}", "-q", "1", "-r", "-t", topic, "-m", payload];
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        string words = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"mosquitto_pub failed: {words}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _folder.Dispose();
    }

    private bool Accepts()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Remember(object sender, DataReceivedEventArgs line)
    {
        lock (_log)
            _log.AppendLine(line.Data);
    }
}
