using System.Diagnostics;
using System.Text.Json;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>What a machine finds on its disk whose power went while it was writing; <c>eng/vm/machine</c> cuts it, and boots again for each of these.</summary>
public sealed class PowerCutTests
{
    [VmFact]
    public void TheServiceStartedByItself_WithAWholeProgramAndConfiguration()
    {
        Console.WriteLine($"  after {Environment.GetEnvironmentVariable("POWER_CUTS") ?? "no"} power cuts");
        AwaitStart();
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

    [VmFact]
    public void OneModelSees_AndNoneInTheStoreIsHalf()
    {
        var found = StoredModels.Read(StoredModels.AtBoot);
        found.AssertWhole();

        string device = JsonDocument.Parse(File.ReadAllText(Service.ConfigurationPath)).RootElement.GetProperty("device").GetString()!;
        (string Name, string? Bundle, string Source) running = default;
        AwaitStart();
        // What the cut came between is gone on with meanwhile, so both are asked until they say the same.
        Eventually.True(() => TryReadState(device) is { } state && IsSeeing((running = state).Name), Service.StartLimit, () =>
            $"the broker has it that {running} runs; {Service.Status}");

        // eng/vm/machine counts the steps that were found and the models that run.
        Console.WriteLine($"  found {found}; runs {running.Name} as wanted by {running.Source}");
        Assert.Contains("\"label\":\"class 0\"", Broker.OfMachine.Next($"edgevision/{device}/camera/classes", Service.StartLimit), StringComparison.Ordinal);
        Assert.Equal(0, Service.Restarts);
        if (running.Bundle is { } bundle)
            StoredModels.Read(StoredModels.OfService).AssertWhole(bundle);
    }

    private static (string Name, string? Bundle, string Source)? TryReadState(string device)
    {
        string state = Broker.OfMachine.Retained($"edgevision/{device}/model/state");
        if (state.Length == 0)
            return null;

        using JsonDocument said = JsonDocument.Parse(state);
        JsonElement active = said.RootElement.GetProperty("active");
        string? bundle = active.TryGetProperty("sha256", out JsonElement sha256) ? sha256.GetString() : null;
        return (active.GetProperty("name").GetString()!, bundle, said.RootElement.GetProperty("source").GetString()!);
    }

    private static bool IsSeeing(string model)
    {
        string status = Service.Status;
        return status.Contains($" ms, {model}, ", StringComparison.Ordinal) && !status.Contains(" 0.0 fps inferred", StringComparison.Ordinal);
    }

    private static void AwaitStart()
    {
        Eventually.True(() => Service.State == "active", Service.StartLimit, () =>
            $"the service is {Service.State}: {Shell.Try("systemctl", "status", "--no-pager", "edgevision").Words}");
        Service.WaitForStatus("1 of 1 cameras online", Service.StartLimit);
    }
}
