using System.Diagnostics;
using System.Globalization;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>A mosquitto of the machine: the service on port 1883, or one with a password on another port.</summary>
internal sealed class Broker : IDisposable
{
    private readonly Process? _process;
    private readonly string[] _client;
    private readonly string? _folder;

    private Broker(int port, string[] credentials, Process? process, string? folder)
    {
        Port = port;
        _client = ["-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture), .. credentials];
        _process = process;
        _folder = folder;
    }

    /// <summary>The machine's, which asks for no password.</summary>
    public static Broker OfMachine { get; } = new(1883, [], null, null);

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Starts one that lets in nobody but a user with a password.</summary>
    public static Broker WithPassword(int port, string user, string password)
    {
        string folder = Directory.CreateTempSubdirectory("broker").FullName;
        string passwords = Path.Combine(folder, "passwords");
        File.WriteAllText(passwords, "");
        Shell.Run("mosquitto_passwd", "-b", passwords, user, password);
        string configuration = Path.Combine(folder, "mosquitto.conf");
        // Mosquitto started by root leaves root behind; here it stays what it is, to read this folder.
        File.WriteAllText(configuration, $"user root\nlistener {port} 127.0.0.1\nallow_anonymous false\npassword_file {passwords}\n");
        Broker broker = new(port, ["-u", user, "-P", password], Shell.Start("mosquitto", "-c", configuration), folder);
        Eventually.True(() => Shell.Try("mosquitto_pub", [.. broker._client, "-t", "ready", "-m", "yes"]).ExitCode == 0, TimeSpan.FromSeconds(30), () =>
            "the broker with a password does not answer");
        return broker;
    }

    /// <summary>Starts the machine's without a message of before.</summary>
    public static void StartAfresh() => Shell.Run("sh", "-c", "systemctl stop mosquitto && rm -f /var/lib/mosquitto/mosquitto.db && systemctl start mosquitto");

    /// <summary>Stops the machine's, until disposal.</summary>
    public static IDisposable Absence() => new Stopped();

    /// <summary>The retained message on a topic; empty: there is none.</summary>
    public string Retained(string topic) => Shell.Try("mosquitto_sub", [.. _client, "-t", topic, "-C", "1", "-W", "3", "--retained-only"]).Words;

    /// <summary>Waits for the retained message on a topic to be as wanted.</summary>
    public TimeSpan WaitForRetained(string topic, string wanted, TimeSpan limit) =>
        Eventually.True(() => Retained(topic) == wanted, limit, () => $"{topic} is “{Retained(topic)}”, not “{wanted}”; {Service.Status}");

    /// <summary>The next message on a topic.</summary>
    public string Next(string topic, TimeSpan limit) =>
        Shell.Run("mosquitto_sub", [.. _client, "-t", topic, "-R", "-C", "1", "-W", limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)]);

    /// <summary>Ends one that was started here.</summary>
    public void Dispose()
    {
        if (_process is null)
            return;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        Directory.Delete(_folder!, recursive: true);
    }

    private sealed class Stopped : IDisposable
    {
        public Stopped() => Shell.Run("systemctl", "stop", "mosquitto");

        public void Dispose() => Shell.Run("systemctl", "start", "mosquitto");
    }
}
