using System.Globalization;
using System.Text.RegularExpressions;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>The service as the package leaves it: the default configuration, the first camera, all the hardening.</summary>
public sealed partial class ServiceTests : IDisposable
{
    private const double MaxExposure = 1.6;
    private const string BusesDropIn = "/usr/share/edgevision/systemd/i2c.conf";

    private readonly ServiceState _state = new();

    public void Dispose() => _state.Dispose();

    [VmFact]
    public void Status_ShowsRateAndModel()
    {
        Service.RestartWith(Configurations.FirstCamera);

        Service.WaitForStatus(
            status => status.Contains("1 of 1 cameras online", StringComparison.Ordinal)
                && InferredRate().Match(status) is { Success: true } rate && rate.Groups[1].Value != "0.0",
            Service.StartLimit);
        Assert.Contains("fps in", Service.Status, StringComparison.Ordinal);
        Assert.Contains("ssdlite-mobilenet-v2-coco", Service.Status, StringComparison.Ordinal);
        Assert.Contains("Status: \"1 of 1 cameras online", Shell.Run("systemctl", "status", "--no-pager", "--full", "edgevision"), StringComparison.Ordinal);
    }

    [VmFact]
    public void Exposure_OfTheInstalledUnit_IsLow() => Assert.InRange(Exposure(), 0.0, MaxExposure);

    [VmFact]
    public void DropInForBuses_GivesTheirGroup_AndExposesNoMore()
    {
        double alone = Exposure();
        Shell.Run("groupadd", "--system", "--force", "i2c");
        string group = Shell.Run("getent", "group", "i2c").Split(':')[2];
        ServiceState.DropIn(File.ReadAllText(BusesDropIn));

        Service.RestartWith(FollowedLine.Configuration());

        Service.WaitForStatus("1 of 1 cameras online", Service.StartLimit);
        Assert.Contains("i2c", Service.Property("SupplementaryGroups").Split(' '));
        Assert.Contains(group, GroupsOf(Service.ProcessId));
        Assert.Contains("char-i2c rw", Service.Property("DeviceAllow"), StringComparison.Ordinal);
        double exposure = Exposure();
        Console.WriteLine($"    exposure: {alone}, with the drop-in for I²C buses {exposure}");
        Assert.InRange(exposure, 0.0, MaxExposure);
    }

    private static string[] GroupsOf(int process) =>
        File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("Groups:", StringComparison.Ordinal))["Groups:".Length..]
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static double Exposure()
    {
        string words = Shell.Run("systemd-analyze", "security", "--no-pager", "edgevision.service");
        Match level = ExposureLevel().Match(words);
        Assert.True(level.Success, words);
        return double.Parse(level.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@", (\d+\.\d) fps inferred")]
    private static partial Regex InferredRate();

    [GeneratedRegex(@"Overall exposure level for edgevision\.service: ([\d.]+)")]
    private static partial Regex ExposureLevel();
}
