using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>Outputs on a real GPIO character device, with levels seen from the other end of the wire.</summary>
public sealed class GpioTests : IDisposable
{
    private static readonly GpioLine s_lamp = new(2);
    private static readonly GpioLine s_siren = new(3);
    private static readonly GpioLine s_taken = new(9);

    private readonly ServiceState _state = new();

    public void Dispose() => _state.Dispose();

    [VmFact]
    public void Output_FollowsItsRule_AndIsSafeWhileTheCameraIsLostAndAfterwards()
    {
        // Three wires tell apart: high, because the rule holds; low, because it holds and active is 0 V; high, because it does not hold yet and active is 0 V.
        GpioLine high = new(4), low = new(5), quiet = new(6);
        // Safe is the other level than the one the rule asks for.
        GpioLine alarm = new(7);
        Dictionary<string, object> configuration = FollowedLine.Configuration(
            FollowedLine.Output(high),
            FollowedLine.Output(low, activeLow: true),
            FollowedLine.Output(quiet, FollowedLine.NotYet, activeLow: true),
            FollowedLine.Output(alarm, FollowedLine.NotYet, safeLevel: "active"));
        configuration["cameras"] = FollowedLine.SlowCamera;
        Service.RestartWith(configuration);

        high.WaitFor(1, FollowedLine.Limit);
        low.WaitFor(0, FollowedLine.Limit);
        alarm.WaitFor(0, FollowedLine.Limit);
        Assert.Equal(1, quiet.Level);
        using (new LostCamera())
        {
            TimeSpan took = high.WaitFor(0, FollowedLine.Limit);
            Console.WriteLine($"    camera lost → safe level: {took.TotalSeconds:F1} s (staleAfter is 3 s)");
            low.WaitFor(1, FollowedLine.Limit);
            alarm.WaitFor(1, FollowedLine.Limit);
            Assert.Equal(1, quiet.Level);
        }

        high.WaitFor(1, Service.StartLimit);
        low.WaitFor(0, FollowedLine.Limit);
    }

    [VmFact]
    public void Line_IsFound_ByEveryNameThatAConfigurationMayGive()
    {
        using SimulatedChip second = new("second", "", "PUMP", "", "");
        Service.RestartWith(FollowedLine.Configuration(
            FollowedLine.Output("by-label", "10", "vm-gpio"),
            FollowedLine.Output("by-name", "11", Path.GetFileName(File.ResolveLinkTarget(GpioLine.Chip, returnFinalTarget: true)!.FullName)),
            FollowedLine.Output("by-link", "12", GpioLine.Chip),
            FollowedLine.Output("by-path", "0", second.DevicePath),
            FollowedLine.Output("by-line", "PUMP", chip: null)));

        foreach (int offset in new[] { 10, 11, 12 })
            new GpioLine(offset).WaitFor(1, FollowedLine.Limit);
        second.WaitFor(0, 1, FollowedLine.Limit);
        second.WaitFor(1, 1, FollowedLine.Limit);
        // Nobody asked for these.
        Assert.Equal(0, new GpioLine(13).Level);
        Assert.Equal(0, second.LevelOf(2));
    }

    [VmFact]
    public void Start_TakesTheSafeLevel_BeforeAnythingIsSeen_AndNeverAnother()
    {
        // No camera is there, so nothing is ever inferred.
        Dictionary<string, object> configuration = FollowedLine.Configuration(
            FollowedLine.Output(s_lamp, activeLow: true),
            FollowedLine.Output(s_siren, safeLevel: "active"));
        configuration["cameras"] = new[] { new { name = "camera", kind = "v4l2", device = "/dev/video63" } };
        Assert.Equal((0, 0), (s_lamp.Level, s_siren.Level));
        using LineTrace lamp = new(s_lamp), siren = new(s_siren);

        Service.RestartWith(configuration);

        Assert.Equal((1, 1), (s_lamp.Level, s_siren.Level));
        // The first level is part of the request: an active-low relay does not close for an instant.
        Assert.NotEmpty(lamp.Driven);
        Assert.All(lamp.Driven.Concat(siren.Driven), driven => Assert.Equal(1, driven.Level));
    }

    [VmFact]
    public void Stop_DrivesTheSafeLevel_BeforeTheLineIsReleased()
    {
        Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(s_lamp, activeLow: true)));
        s_lamp.WaitFor(0, FollowedLine.Limit);

        using LevelHistory history = new(s_lamp);
        Service.Stop();

        // Active is 0 V, the safe level is high, and the simulated chip lets a line that nobody holds fall to 0.
        Assert.Equal([0, 1, 0], history.End());
    }

    [VmFact]
    public void LineOfAnotherProgram_IsNamedWithItsHolder_AndTakenWhenFree()
    {
        Journal journal = Journal.FromNow();
        using (new StrangersLine(s_taken, level: 0))
        {
            Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(s_lamp), FollowedLine.Output(s_taken)));

            Service.WaitForStatus("held by “gpioset”", FollowedLine.Limit);
            Assert.Equal(3, journal.WaitFor("held by “gpioset”", FollowedLine.Limit).Priority);
            s_lamp.WaitFor(1, FollowedLine.Limit);
            Assert.Equal(0, s_taken.Level);
        }

        s_taken.WaitFor(1, FollowedLine.Limit);
        Service.WaitForStatus(status => !status.Contains("gpioset", StringComparison.Ordinal), FollowedLine.Limit);
        Assert.Equal(0, Service.Restarts);
    }

    [VmFact]
    public void ChipThatVanishes_HarmsNoOtherOutput_AndIsTakenAgainUnderAnotherNumber()
    {
        Journal journal = Journal.FromNow();
        using SimulatedChip second = new("second", "", "", "", "");
        Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(s_lamp), FollowedLine.Output("plugged", "3", second.Label)));
        second.WaitFor(3, 1, FollowedLine.Limit);
        int process = Service.ProcessId;
        string number = second.Name;

        second.Unplug();

        Service.WaitForStatus("output plugged: ", FollowedLine.Limit);
        Assert.Equal(3, journal.WaitFor("is gone: its chip has been unplugged", FollowedLine.Limit).Priority);
        Assert.Equal(1, s_lamp.Level);
        using SimulatedChip other = new("other", "");
        second.PlugIn();
        Assert.NotEqual(number, second.Name);
        TimeSpan took = second.WaitFor(3, 1, FollowedLine.Limit);
        Console.WriteLine($"    chip back as {second.Name} instead of {number} → line driven: {took.TotalSeconds:F1} s");
        Service.WaitForStatus(status => !status.Contains("output plugged: ", StringComparison.Ordinal), FollowedLine.Limit);
        Assert.Equal((process, 1), (Service.ProcessId, s_lamp.Level));
    }

    [VmFact]
    public void ChipOfRootAlone_IsNamedWithTheRemedy_AndTakenWhenItsGroupMay()
    {
        using SimulatedChip second = new("second", "", "");
        Journal journal = Journal.FromNow();
        using (new WithMode(second.DevicePath, "root", "600"))
        {
            Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(s_lamp), FollowedLine.Output("denied", "1", second.DevicePath)));

            Assert.Contains("GROUP=\"gpio\"", journal.WaitFor($"{second.DevicePath} may not be opened: it belongs to root alone", FollowedLine.Limit).Message,
                StringComparison.Ordinal);
            Service.WaitForStatus($"{second.DevicePath} may not be opened", FollowedLine.Limit);
            s_lamp.WaitFor(1, FollowedLine.Limit);
        }

        second.WaitFor(1, 1, FollowedLine.Limit);
        Assert.Equal(0, Service.Restarts);
    }

    [VmFact]
    public void CameraOfRootAlone_IsNamedWithItsGroup_AndOpenedWhenTheGroupMay()
    {
        Journal journal = Journal.FromNow();
        using (new WithMode(FollowedLine.CameraPath, "root", "600"))
        {
            Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(s_lamp, activeLow: true)));

            (int priority, string message) = journal.WaitFor($"{FollowedLine.CameraPath} failed: Permission denied", FollowedLine.Limit);
            Assert.Equal(4, priority);
            Assert.Contains("group video", message, StringComparison.Ordinal);
            Service.WaitForStatus("Permission denied", FollowedLine.Limit);
            Assert.Equal(1, s_lamp.Level);
        }

        s_lamp.WaitFor(0, Service.StartLimit);
        Service.WaitForStatus("1 of 1 cameras online", FollowedLine.Limit);
        Assert.Equal(0, Service.Restarts);
    }
}
