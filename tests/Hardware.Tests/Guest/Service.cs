using System.Globalization;
using System.Text.Json;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The installed service, as its administrator handles it.</summary>
internal static class Service
{
    /// <summary>Where its configuration lies.</summary>
    public const string ConfigurationPath = "/etc/edgevision/edgevision.json";

    /// <summary>How long a start, with the model loaded, may take on the emulated processor.</summary>
    public static TimeSpan StartLimit => TimeSpan.FromSeconds(60);

    /// <summary>What <c>systemctl status</c> shows behind "Status:".</summary>
    public static string Status => Property("StatusText");

    /// <summary>active, activating, failed …</summary>
    public static string State => Property("ActiveState");

    /// <summary>The daemon's process; 0: none.</summary>
    public static int ProcessId => int.Parse(Property("MainPID"), CultureInfo.InvariantCulture);

    /// <summary>How often systemd has started it again by itself.</summary>
    public static int Restarts => int.Parse(Property("NRestarts"), CultureInfo.InvariantCulture);

    /// <summary>A property that <c>systemctl show</c> knows.</summary>
    public static string Property(string name) => Shell.Run("systemctl", "show", "edgevision.service", "--property", name, "--value");

    /// <summary>Replaces the configuration; the running daemon does not notice.</summary>
    public static void Configure(object configuration) => Configure(JsonSerializer.Serialize(configuration));

    /// <summary>Replaces the configuration's text; the running daemon does not notice.</summary>
    public static void Configure(string json)
    {
        File.WriteAllText(ConfigurationPath + ".new", json);
        File.Move(ConfigurationPath + ".new", ConfigurationPath, overwrite: true);
    }

    /// <summary>Starts it anew with a configuration, and waits for READY.</summary>
    public static void RestartWith(object configuration)
    {
        Configure(configuration);
        Restart();
    }

    /// <summary>Starts it anew, and waits for READY.</summary>
    public static void Restart()
    {
        Shell.Try("systemctl", "reset-failed", "edgevision.service");
        Shell.Run("systemctl", "restart", "edgevision.service");
    }

    /// <summary>Stops it.</summary>
    public static void Stop() => Shell.Try("systemctl", "stop", "edgevision.service");

    /// <summary>Waits until the status line holds some words.</summary>
    public static void WaitForStatus(string words, TimeSpan limit) => WaitForStatus(status => status.Contains(words, StringComparison.Ordinal), limit);

    /// <summary>Waits until the status line is as wanted.</summary>
    public static void WaitForStatus(Func<string, bool> isWanted, TimeSpan limit) =>
        Eventually.True(() => isWanted(Status), limit, () => $"the service is {State}: {Status}");
}
