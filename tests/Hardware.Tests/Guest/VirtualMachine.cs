using System.Runtime.InteropServices;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>The virtual machine these tests may do as they like with.</summary>
internal static class VirtualMachine
{
    /// <summary>Whether this is it: <c>vmtest</c> by name, with the simulated GPIO chip that no other machine has.</summary>
    public static bool IsHere { get; } = Environment.MachineName == "vmtest" && File.Exists("/dev/gpio-sim-vm");

    /// <summary>Where the host put what the tests need, and takes what they leave.</summary>
    public static string Share => "/host";

    /// <summary>
    /// What each class of tests finds, whichever ran before: the service stopped as the package has it, the test camera's driver as if just
    /// loaded, every line of the simulated chip pulled down, a broker that remembers nothing.
    /// </summary>
    public static void MakeReady()
    {
        ServiceState.Restore();
        // On emulated arm64 a driver may take longer to leave than a test waits, and the few tests there ask for nothing else than what it was booted with.
        if (RuntimeInformation.ProcessArchitecture != Architecture.Arm64)
            Vivid.Reload();
        for (int offset = 0; offset < GpioLine.Count; offset++)
            new GpioLine(offset).Pull(0);
        Broker.StartAfresh();
    }
}
