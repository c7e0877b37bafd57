using System.Diagnostics;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>What a machine finds on its disk whose power went while it was writing; <c>eng/vm/machine</c> cuts it, and boots again for each of these.</summary>
public sealed class PowerCutTests
{
    [VmFact]
    public void TheServiceStartedByItself_WithAWholeProgramModelAndConfiguration()
    {
        Console.WriteLine($"  after {Environment.GetEnvironmentVariable("POWER_CUTS") ?? "no"} power cuts");
        Eventually.True(() => Service.State == "active", Service.StartLimit, () =>
            $"the service is {Service.State}: {Shell.Try("systemctl", "status", "--no-pager", "edgevision").Words}");
        Service.WaitForStatus("1 of 1 cameras online", Service.StartLimit);
        Shell.Run("edgevision", "config", "check", "--config", Service.ConfigurationPath);

        string folder = Path.GetDirectoryName(Process.GetProcessById(Service.ProcessId).MainModule!.FileName)!;
        string package = folder.EndsWith("+next", StringComparison.Ordinal) ? "amd64_next" : "amd64";
        string control = Directory.CreateTempSubdirectory().FullName;
        Shell.Run("dpkg-deb", "--control", $"{VirtualMachine.Share}/plain_{package}.deb", control);
        // The framework's 160 MB would take the emulated processor longer than everything else: of these, that they are there has to do.
        Shell.Run("sh", "-c", $"cd / && grep ' {folder[1..]}/' {control}/md5sums | grep -v -E '/(System|Microsoft)[.]' | md5sum --check --quiet");
        Shell.Run("sh", "-c", $"cd / && grep -o ' {folder[1..]}/.*' {control}/md5sums | while read -r file; do test -s $file || exit 1; done");

        Assert.DoesNotContain("EXT4-fs error", Shell.Run("dmesg"), StringComparison.Ordinal);
    }
}
