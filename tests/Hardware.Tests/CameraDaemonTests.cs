using System.Diagnostics;
using EdgeVision.Hardware.Tests.Guest;
using EdgeVision.TestKit;

namespace EdgeVision.Hardware.Tests;

/// <summary>The installed service and a USB camera that somebody pulls out.</summary>
public sealed class CameraDaemonTests : IDisposable
{
    private const int Port = 1883;
    private const string Topic = "edgevision/vm/usb/status";

    // Offline, online, and the reasons in between: the plug, the missing node.
    private const int MaxLinesForAReplug = 6;

    // Threads of the runtime come and go with descriptors of their own.
    private const int OthersDescriptors = 3;

    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);
    private readonly UsbCamera _camera = new();

    public void Dispose()
    {
        Service.Stop();
        _camera.Dispose();
    }

    [VmFact]
    public void Replugs_AreToldAndSurvivedByOneProcess()
    {
        const int Rounds = 3;
        _camera.PlugIn();
        Service.RestartWith(new
        {
            device = "vm",
            inference = Configurations.Always,
            cameras = new[] { new { name = "usb", kind = "v4l2", device = UsbCamera.Link, width = UsbCamera.Width, height = UsbCamera.Height } },
            mqtt = new { host = "127.0.0.1", detections = new { when = "never" } },
        });
        Service.WaitForStatus("1 of 1 cameras online,", s_limit);
        using MosquittoSubscriber subscriber = new(Port, Topic);
        subscriber.WaitFor(Topic, "online");
        int process = Service.ProcessId, restarts = Service.Restarts, descriptors = 0;
        List<TimeSpan> times = [];

        for (int round = 1; round <= Rounds; round++)
        {
            Journal journal = Journal.FromNow();
            _camera.PullOut(round % 2 == 0 ? "remove" : "soft");
            subscriber.WaitFor(Topic, message => message.Payload == "offline", s_limit, "offline");
            Service.WaitForStatus($"0 of 1 cameras online (usb: The camera VM test camera of {UsbCamera.Link} is gone from usb-dummy_hcd.0-1", s_limit);
            Eventually.True(() => VideoFiles.Of(process) == VideoFiles.None, s_limit, () => $"{VideoFiles.Of(process)}");

            long there = _camera.PlugIn();
            subscriber.WaitFor(Topic, message => message.Payload == "online", s_limit, "online");
            times.Add(Stopwatch.GetElapsedTime(there));
            Service.WaitForStatus("1 of 1 cameras online,", s_limit);

            IReadOnlyList<(int Priority, string Message)> lines = journal.OfDaemon();
            Assert.True(lines.Count <= MaxLinesForAReplug, $"{lines.Count} lines for one replug:\n{string.Join('\n', lines)}");
            Assert.Single(lines, line => line.Message.Contains("Camera usb is offline", StringComparison.Ordinal));
            Assert.Single(lines, line => line.Message.Contains("Camera usb is online", StringComparison.Ordinal));
            Assert.Equal(new VideoFiles(1, 4), VideoFiles.Of(process));
            if (round == 1)
                descriptors = DescriptorsOf(process);
        }

        Assert.Equal((process, restarts), (Service.ProcessId, Service.Restarts));
        Assert.InRange(DescriptorsOf(process), 0, descriptors + OthersDescriptors);
        times.Sort();
        Console.WriteLine(
            $"  online again by MQTT after a replug: median {times[Rounds / 2].TotalSeconds:F1} s, worst {times[^1].TotalSeconds:F1} s, of {Rounds}");
    }

    private static int DescriptorsOf(int process) => Directory.EnumerateFiles($"/proc/{process}/fd").Count();
}
