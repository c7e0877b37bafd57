using System.Diagnostics;
using System.Globalization;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>The life of the package on a machine that has never seen it. Its steps build on each other, so they are one test.</summary>
public sealed class PackageTests
{
    private const string Mine = """{ "device": "mine", "cameras": [{ "name": "camera", "kind": "v4l2", "device": "/dev/video0" }] }""";

    [VmFact]
    public void Package_IsInstalledUpgradedRemovedAndPurged()
    {
        Install("edgevision_amd64.deb");
        AssertRuns();
        Assert.Equal("enabled", Shell.Run("systemctl", "is-enabled", "edgevision"));
        AssertReadyInTime();
        Assert.Contains("video gpio", Service.Property("SupplementaryGroups"), StringComparison.Ordinal);
        Assert.DoesNotContain("i2c", Service.Property("SupplementaryGroups"), StringComparison.Ordinal);
        Assert.True(File.Exists("/usr/share/edgevision/systemd/i2c.conf"), "the drop-in for I²C buses is not there");
        string program = ProgramFolder();

        // An upgrade keeps what is its user's: the configuration and the state.
        Service.Configure(Mine);
        File.WriteAllText("/var/lib/private/edgevision/state", "mine");
        Install("edgevision_amd64_next.deb");
        AssertRuns();
        Assert.Equal(Mine, File.ReadAllText(Service.ConfigurationPath));
        Assert.Equal("mine", File.ReadAllText("/var/lib/private/edgevision/state"));
        Assert.NotEqual(program, ProgramFolder());
        Assert.False(Directory.Exists(program), $"{program} of the version before is still there");

        // Removing takes the program and keeps the rest, that the service is switched off, too; so what comes back is what was there.
        Shell.Run("systemctl", "disable", "--now", "edgevision");
        Shell.Run("dpkg", "--remove", "edgevision");
        Assert.Equal("inactive", Service.State);
        Assert.False(Directory.Exists("/usr/lib/edgevision"), "/usr/lib/edgevision is still there");
        Assert.False(File.Exists("/usr/lib/systemd/system/edgevision.service"), "the unit is still there");
        Install("edgevision_amd64.deb");
        Assert.Equal("disabled", Shell.Try("systemctl", "is-enabled", "edgevision").Words);
        Assert.Equal(Mine, File.ReadAllText(Service.ConfigurationPath));
        Shell.Run("systemctl", "enable", "--now", "edgevision");
        AssertRuns();

        Shell.Run("dpkg", "--purge", "edgevision");
        string[] left = [.. Shell.Run("find", "/etc", "/usr", "/var/lib", "-iname", "*edgevision*", "-not", "-path", "/var/lib/dpkg/*", "-not", "-path",
            "/usr/share/dotnet/*").Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        Assert.Empty(left);
        Assert.Equal("", Shell.Try("systemctl", "--failed", "--plain", "--no-legend").Words);
    }

    private static void Install(string package) => Shell.Run("dpkg", "--install", Path.Combine(VirtualMachine.Share, package));

    private static void AssertRuns()
    {
        Assert.Equal("active", Service.State);
        Service.WaitForStatus("1 of 1 cameras online", Service.StartLimit);
    }

    /// <summary>
    /// By systemd's own clock. On an emulated processor the figure says little, so the limit is for hangs; the 10 s of a real one are
    /// asserted where the daemon runs on one.
    /// </summary>
    private static void AssertReadyInTime()
    {
        Service.Restart();
        TimeSpan start = Microseconds("ActiveEnterTimestampMonotonic") - Microseconds("InactiveExitTimestampMonotonic");
        Console.WriteLine($"  ready {start.TotalSeconds:0.0} s after the start");
        Assert.InRange(start, TimeSpan.Zero, Service.StartLimit);

        static TimeSpan Microseconds(string property) => TimeSpan.FromMicroseconds(long.Parse(Service.Property(property), CultureInfo.InvariantCulture));
    }

    private static string ProgramFolder() => Path.GetDirectoryName(Process.GetProcessById(Service.ProcessId).MainModule!.FileName)!;
}
