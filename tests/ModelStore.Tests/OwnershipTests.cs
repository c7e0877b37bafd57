using System.Diagnostics;
using EdgeVision.TestKit;

namespace EdgeVision.ModelStore.Tests;

/// <summary>A person who is root and the daemon, which is not, write to one store.</summary>
public sealed class OwnershipTests
{
    private const string Daemon = "65533";

    [RootFact]
    public void WhatRootMakes_IsTheDaemonsWhoseStoreItIs()
    {
        using var folder = new TemporaryFolder();
        string state = Directory.CreateDirectory(folder.PathTo("state")).FullName;
        Run("chown", $"{Daemon}:{Daemon}", state);
        string models = Path.Combine(state, "models");

        Slot slot = new SlotStore(models, LinuxDisk.Instance, margin: 0, TimeSpan.FromSeconds(30)).Add(SampleBundle.Write(folder));
        new PinFile(models).Write("{}");

        string[] all = [models, .. Directory.EnumerateFileSystemEntries(models, "*", SearchOption.AllDirectories)];
        Assert.Contains(Path.Combine(slot.Folder, "model.onnx"), all);
        Assert.All(all, static path => Assert.Equal($"{Daemon}:{Daemon}", Run("stat", "-c", "%u:%g", path)));
    }

    private static string Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
