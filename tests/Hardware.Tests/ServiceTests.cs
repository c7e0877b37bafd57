using System.Globalization;
using System.Text.RegularExpressions;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>The service as the package leaves it: the default configuration, the first camera, all the hardening.</summary>
public sealed partial class ServiceTests
{
    private const double MostExposed = 2.0;

    [VmFact]
    public void Status_ShowsRateAndModel()
    {
        Service.RestartWith(Configurations.FirstCamera);

        Service.WaitForStatus(status => status.Contains("1 of 1 cameras online", StringComparison.Ordinal) && InferredRate().Match(status) is { Success: true } rate && rate.Groups[1].Value != "0.0", Service.StartLimit);
        Assert.Contains("fps in", Service.Status, StringComparison.Ordinal);
        Assert.Contains("ssdlite-mobilenet-v2-coco", Service.Status, StringComparison.Ordinal);
        Assert.Contains("Status: \"1 of 1 cameras online", Shell.Run("systemctl", "status", "--no-pager", "--full", "edgevision"), StringComparison.Ordinal);
    }

    [VmFact]
    public void Exposure_OfTheInstalledUnit_IsLow()
    {
        Match level = ExposureLevel().Match(Shell.Run("systemd-analyze", "security", "--no-pager", "edgevision.service"));

        Assert.True(level.Success);
        Assert.InRange(double.Parse(level.Groups[1].Value, CultureInfo.InvariantCulture), 0.0, MostExposed);
    }

    [GeneratedRegex(@", (\d+\.\d) fps inferred")]
    private static partial Regex InferredRate();

    [GeneratedRegex(@"Overall exposure level for edgevision\.service: ([\d.]+)")]
    private static partial Regex ExposureLevel();
}
