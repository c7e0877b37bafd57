using System.Diagnostics;
using System.Globalization;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>A thread of the daemon that hangs while all others live: outputs go safe, then systemd's watchdog kills the process and starts it again.</summary>
public sealed class WatchdogTests : IDisposable
{
    // The unit's 60 s would make a test of minutes.
    private static readonly TimeSpan s_watchdog = TimeSpan.FromSeconds(6);

    // One and a half timeouts to the kill, RestartSec, and a start.
    private static readonly TimeSpan s_restartLimit = (1.5 * s_watchdog) + TimeSpan.FromSeconds(10) + Service.StartLimit;

    private readonly ServiceState _state = new();

    public void Dispose() => _state.Dispose();

    [VmTheory]
    [InlineData("inference", "No inference for camera camera has finished for")]
    [InlineData("capture camera", "The capture thread of camera camera has not moved for")]
    public void HungThread_MakesOutputsSafe_ThenEndsTheProcess(string thread, string words)
    {
        // Active is 0 V, as is a line that nobody holds: high is only what the daemon drives.
        GpioLine low = new(16);
        ServiceState.DropIn($"WatchdogSec={s_watchdog.TotalSeconds}");
        Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(low, activeLow: true)));
        low.WaitFor(0, FollowedLine.Limit);
        int hung = Service.ProcessId;
        Journal journal = Journal.FromNow();
        using LineTrace trace = new(low);
        TimeSpan start = Stopwatch.GetElapsedTime(0);
        TimeSpan safe, killed;

        using (new HungThread(thread))
        {
            low.WaitFor(1, FollowedLine.Limit);
            safe = Stopwatch.GetElapsedTime(0) - start;
            Assert.Equal(hung, Service.ProcessId);
            Eventually.True(
                () => !Directory.Exists($"/proc/{hung}"), s_restartLimit, () => $"process {hung} lives; the service is {Service.State}: {Service.Status}");
            killed = Stopwatch.GetElapsedTime(0) - start;
        }

        // What the unit runs when the daemon has died drives the line, too, and no longer than it lives itself.
        Eventually.True(() => Service.Restarts == 1 && Service.State == "active", s_restartLimit, () => $"the service is {Service.State}: {Service.Status}");
        var restart = TimeSpan.FromMicroseconds(long.Parse(Service.Property("ExecMainStartTimestampMonotonic"), CultureInfo.InvariantCulture));
        Eventually.True(() => Driven().Any(level => level.Level == 0), Service.StartLimit, () => $"the rule is not followed again: {Service.Status}");
        Assert.Equal([1, 0], Driven().Select(level => level.Level).Distinct());
        TimeSpan driven = Driven().First(level => level.Level == 1).At - start, followed = Driven().First(level => level.Level == 0).At - start;
        Console.WriteLine(
            $"    {thread} hangs → safe level: {safe.TotalSeconds:F1} s, → killed: {killed.TotalSeconds:F1} s, → safe level driven by the next start: "
            + $"{driven.TotalSeconds:F1} s, → rule followed again: {followed.TotalSeconds:F1} s (staleAfter 3 s, watchdog {s_watchdog.TotalSeconds} s, "
            + "RestartSec 10 s)");

        (int priority, string message) = journal.OfDaemon().First(line => line.Message.Contains("No ping for systemd's watchdog", StringComparison.Ordinal));
        Assert.Equal(3, priority);
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains(journal.AboutService(), line => line.Message.Contains("Watchdog timeout", StringComparison.Ordinal));
        // By the signal of the watchdog itself, not by the one for a process that has not obeyed it; "code=dumped" would be one that left a core.
        Assert.Contains(journal.AboutService(), line => line.Message.Contains("code=killed, status=9/KILL", StringComparison.Ordinal));
        Assert.DoesNotContain(journal.AboutService(), line => line.Message.Contains("timed out", StringComparison.Ordinal));

        IEnumerable<(TimeSpan At, int Level)> Driven() => trace.Driven.Where(level => level.At > restart);
    }
}
