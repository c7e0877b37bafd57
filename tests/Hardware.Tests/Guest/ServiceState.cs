namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The service as a test found it: on disposal it is stopped, no failure is remembered, and its drop-in is gone.</summary>
internal sealed class ServiceState : IDisposable
{
    private const string DropInPath = "/run/systemd/system/edgevision.service.d/test.conf";

    /// <summary>Overrides settings of the unit's section [Service] from the next start on.</summary>
    public static void DropIn(params string[] settings)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(DropInPath)!);
        File.WriteAllLines(DropInPath, ["[Service]", .. settings]);
        Shell.Run("systemctl", "daemon-reload");
    }

    /// <inheritdoc/>
    public void Dispose() => Restore();

    /// <summary>Stops the service, forgets its failures and takes the drop-in away. Does nothing where the package is not installed.</summary>
    public static void Restore()
    {
        Service.Stop();
        Shell.Try("systemctl", "reset-failed", "edgevision.service");
        if (Directory.Exists(Path.GetDirectoryName(DropInPath)))
        {
            Directory.Delete(Path.GetDirectoryName(DropInPath)!, recursive: true);
            Shell.Run("systemctl", "daemon-reload");
        }
    }
}
