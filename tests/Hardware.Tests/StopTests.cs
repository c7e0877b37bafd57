using System.Diagnostics;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>How the service ends: when it is stopped, and when it is told nonsense.</summary>
public sealed class StopTests : IDisposable
{
    private readonly ServiceState _state = new();

    public void Dispose() => _state.Dispose();

    [VmFact]
    public void Stop_IsCleanAndInTime()
    {
        Journal journal = Journal.FromNow();
        Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(new GpioLine(19))));
        new GpioLine(19).WaitFor(1, FollowedLine.Limit);
        long start = Stopwatch.GetTimestamp();

        Service.Stop();

        Console.WriteLine($"    systemctl stop: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s (TimeoutStopSec is {Service.Property("TimeoutStopUSec")})");
        Assert.Equal("inactive", Service.State);
        Assert.Equal("success", Service.Property("Result"));
        // What systemd says of a process that exited with 0 by itself.
        Assert.Contains(journal.AboutService(), line => line.Message.Contains("Deactivated successfully", StringComparison.Ordinal));
        Assert.DoesNotContain(journal.AboutService(), line => line.Message.Contains("timed out", StringComparison.Ordinal));
        Assert.DoesNotContain(journal.OfDaemon(), line => line.Priority <= 4);
    }

    [VmFact]
    public void WrongConfiguration_IsSaidInWords_AndNotTriedAgain()
    {
        Journal journal = Journal.FromNow();
        Service.Configure("""
            { "cameras": [ { "name": "camera", "kind": "v4l2", "device": "/dev/video0", "wdith": 640 } ],
              "outputs": [ { "name": "lamp", "line": "GPIO17", "rule": "nowhere" } ] }
            """);

        (int exitCode, _) = Shell.Try("systemctl", "restart", "edgevision.service");

        Assert.NotEqual(0, exitCode);
        // One that systemd means to start again is "activating (auto-restart)".
        Assert.Equal(("failed", "failed"), (Service.State, Service.Property("SubState")));
        Assert.Equal(("exit-code", "78"), (Service.Property("Result"), Service.Property("ExecMainStatus")));
        Assert.Equal(0, Service.Restarts);
        (_, string status) = Shell.Try("systemctl", "status", "--no-pager", "--full", "edgevision");
        foreach (string words in new[] { $"{Service.ConfigurationPath}:1: $.cameras[0].wdith: is not a setting; did you mean \"width\"?", "\"nowhere\"" })
        {
            Assert.Contains(words, status, StringComparison.Ordinal);
            Assert.Equal(3, journal.WaitFor(words, FollowedLine.Limit).Priority);
        }

        Assert.All(journal.OfDaemon(), line => Assert.Equal(3, line.Priority));
    }
}
