using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>What the unit promises about the process is true of it while a camera streams and a line is driven.</summary>
public sealed class HardeningTests : IClassFixture<HardeningTests.ServiceAtWork>
{
    private static readonly GpioLine s_lamp = new(17);

    [VmFact]
    public void Process_HasNoPrivileges()
    {
        Dictionary<string, string> status = File.ReadAllLines($"/proc/{Service.ProcessId}/status").Select(line => line.Split(':', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].Trim());

        Assert.Equal("2", status["Seccomp"]);
        Assert.Equal("1", status["NoNewPrivs"]);
        foreach (string set in new[] { "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb" })
            Assert.Equal("0000000000000000", status[set]);
        Assert.DoesNotContain("0", status["Uid"].Split('\t'));
        Assert.DoesNotContain("0", status["Gid"].Split('\t'));
        Assert.NotEqual(Shell.Run("readlink", "/proc/1/ns/user"), Shell.Run("readlink", $"/proc/{Service.ProcessId}/ns/user"));
        Assert.Contains(File.ReadAllLines($"/proc/{Service.ProcessId}/limits"), line =>
            line.StartsWith("Max core file size", StringComparison.Ordinal) && line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[4..6] is ["0", "0"]);
    }

    [VmFact]
    public void Files_AreReadOnly_OrHidden()
    {
        const string probe = "/tmp/of-the-machine";
        (string Command, string Words)[] attempts =
        [
            ("touch /x", "Read-only file system"),
            ("touch /usr/lib/edgevision/x", "Read-only file system"),
            ("touch /etc/edgevision/x", "Read-only file system"),
            ("touch /sys/kernel/x", "Read-only file system"),
            ("ls /home/.", "Permission denied"),
            ("ls -A /root", "Permission denied"),
            ($"ls {probe}", "No such file or directory"),
        ];
        File.WriteAllText(probe, "");

        (int ExitCode, string Words)[] answers = [.. attempts.Select(attempt => Inside(attempt.Command))];

        File.Delete(probe);
        Assert.All(answers.Zip(attempts), pair =>
        {
            Assert.NotEqual(0, pair.First.ExitCode);
            Assert.Contains(pair.Second.Words, pair.First.Words, StringComparison.Ordinal);
        });
    }

    [VmFact]
    public void OtherProcesses_AreInvisible()
    {
        (_, string processes) = Inside("ls /proc");

        Assert.DoesNotContain("1", processes.Split('\n'));
        Assert.Contains($"{Service.ProcessId}", processes.Split('\n'));
    }

    [VmFact]
    public void Devices_OtherThanCamerasAndGpio_CannotBeOpenedByRootItself()
    {
        // A shell of root that joins the service's control group: nothing but the group's device filter is in its way.
        string group = $"/sys/fs/cgroup{Service.Property("ControlGroup")}/cgroup.procs";
        string[] denied = ["/dev/vda", "/dev/kmsg", "/dev/mem", "/dev/tty0", "/dev/hwrng"];
        string[] allowed = ["/dev/video0", File.ResolveLinkTarget(GpioLine.Chip, returnFinalTarget: true)!.FullName, "/dev/null", "/dev/urandom"];
        string Open(string device) => $"(exec 3<{device}) 2>/dev/null && echo {device}";

        string outside = Shell.Run("sh", "-c", string.Join("; ", denied.Concat(allowed).Select(Open)) + "; true");
        string inside = Shell.Run("sh", "-c", $"echo $$ >{group}; " + string.Join("; ", denied.Concat(allowed).Select(Open)) + "; true");

        Assert.Contains("/dev/vda", outside.Split('\n'));
        Assert.Contains("/dev/kmsg", outside.Split('\n'));
        Assert.Equal(allowed, inside.Split('\n'));
    }

    /// <summary>As the service's user, with its groups and namespaces.</summary>
    private static (int ExitCode, string Words) Inside(string command)
    {
        string process = $"{Service.ProcessId}";
        return Shell.Try(
            "nsenter", "--target", process, "--mount", "--user", "--setuid", Id(process, "Uid"), "--setgid", Id(process, "Gid"), "sh", "-c", command);
    }

    private static string Id(string process, string kind) =>
        File.ReadAllLines($"/proc/{process}/status").First(line => line.StartsWith($"{kind}:", StringComparison.Ordinal)).Split('\t')[1];

    /// <summary>Camera and line at work from the first test to the last, whatever they try from inside.</summary>
    internal sealed class ServiceAtWork : IDisposable
    {
        private readonly ServiceState _state = new();

        public ServiceAtWork()
        {
            Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(s_lamp)));
            s_lamp.WaitFor(1, FollowedLine.Limit);
        }

        public void Dispose()
        {
            (int Level, int Restarts) end = (s_lamp.Level, Service.Restarts);
            _state.Dispose();
            Assert.Equal((1, 0), end);
        }
    }
}
