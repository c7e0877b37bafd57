namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The virtual machine these tests may do as they like with.</summary>
internal static class VirtualMachine
{
    /// <summary>Whether this is it: <c>vmtest</c> by name, with the simulated GPIO chip that no other machine has.</summary>
    public static bool IsHere { get; } = Environment.MachineName == "vmtest" && File.Exists("/dev/gpio-sim-vm");

    /// <summary>Where the host put what the tests need, and takes what they leave.</summary>
    public static string Share => "/host";
}
