using System.Diagnostics;
using System.Globalization;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>
/// A daemon that is killed while an output is active: the kernel takes the line back, the unit drives the safe level at once, and the next start again.
/// </summary>
public sealed class CrashTests : IDisposable
{
    // RestartSec of the unit, and a start.
    private static readonly TimeSpan s_restartLimit = TimeSpan.FromSeconds(10) + Service.StartLimit;

    private readonly ServiceState _state = new();

    public void Dispose() => _state.Dispose();

    [VmFact]
    public void Kill_IsFollowedByTheSafeLevel_LongBeforeTheRestart()
    {
        // The simulated chip lets a line that nobody holds fall to 0. So one active at 3.3 V only shows when the kernel took it back. One active at 0 V
        // stays active by that alone: its safe level, high, is what somebody drives. The tracer sees it also where the chip forgets it at once.
        GpioLine high = new(14), low = new(15);
        Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(high), FollowedLine.Output(low, activeLow: true)));
        high.WaitFor(1, FollowedLine.Limit);
        low.WaitFor(0, FollowedLine.Limit);
        int killed = Service.ProcessId;
        Journal journal = Journal.FromNow();
        using LineTrace trace = new(low);
        Shell.Run("kill", "-KILL", $"{killed}");
        // Not earlier: a daemon drives what it holds every few seconds, to its last moment.
        TimeSpan start = Stopwatch.GetElapsedTime(0);

        TimeSpan released = high.WaitFor(0, FollowedLine.Limit);
        low.WaitFor(1, s_restartLimit);
        low.WaitFor(0, Service.StartLimit);
        high.WaitFor(1, FollowedLine.Limit);
        IReadOnlyList<(TimeSpan At, int Level)> driven = [.. trace.Driven.Where(level => level.At > start)];
        Console.WriteLine($"    SIGKILL → line released: {released.TotalSeconds:F1} s, → driven: "
            + $"{string.Join(", ", driven.Select(level => $"{level.Level} after {(level.At - start).TotalSeconds:F1} s"))} (safe is 1, RestartSec is 10 s)");
        // The next one does so, too, so a level may be there more than once.
        Assert.Equal([1, 0], driven.Select(level => level.Level).Where((level, i) => i == 0 || level != driven[i - 1].Level));
        // First by what the unit runs when the daemon has died, then by the next daemon.
        var restart = TimeSpan.FromMicroseconds(long.Parse(Service.Property("ExecMainStartTimestampMonotonic"), CultureInfo.InvariantCulture));
        Assert.True(driven[0].At < restart);
        Assert.Contains(driven, level => level.Level == 1 && level.At > restart);
        Assert.Equal(6, journal.WaitFor("vm-gpio line 15 is inactive.", FollowedLine.Limit).Priority);
        Assert.NotEqual(killed, Service.ProcessId);
        Assert.Equal(1, Service.Restarts);
    }

    [VmFact]
    public void Kill_AfterTheConfigurationWasBroken_MakesSafeWhatWasHeld()
    {
        GpioLine low = new(13);
        Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(low, activeLow: true)));
        low.WaitFor(0, FollowedLine.Limit);
        Service.Configure("{ broken");
        Journal journal = Journal.FromNow();
        using LineTrace trace = new(low);
        Shell.Run("kill", "-KILL", $"{Service.ProcessId}");
        TimeSpan start = Stopwatch.GetElapsedTime(0);

        journal.WaitFor("vm-gpio line 13 is inactive.", FollowedLine.Limit);
        Assert.Equal([1], trace.Driven.Where(level => level.At > start).Select(level => level.Level));
    }
}
