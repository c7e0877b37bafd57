namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The machine's camera pulled out, until disposal.</summary>
internal sealed class LostCamera : IDisposable
{
    private const string Driver = "/sys/bus/platform/drivers/vivid";

    /// <summary>Pulls it out, whoever looks through it.</summary>
    public LostCamera() => File.WriteAllText($"{Driver}/unbind", "vivid.0");

    /// <summary>Puts it back, and waits for its node.</summary>
    public void Dispose()
    {
        File.WriteAllText($"{Driver}/bind", "vivid.0");
        Shell.Run("udevadm", "settle");
    }
}
