using System.Globalization;
using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>Inputs on a real GPIO character device, pulled from outside; what the daemon makes of them shows on an output's line.</summary>
public sealed class InputTests : IDisposable
{
    private const string Motion = "motion";

    private static readonly GpioLine s_sensor = new(20);
    private static readonly GpioLine s_lamp = new(21);

    private readonly ServiceState _state = new();

    public InputTests() => s_sensor.Pull(0);

    public void Dispose()
    {
        _state.Dispose();
        s_sensor.Pull(0);
    }

    [VmTheory]
    [InlineData("line")]
    [InlineData("pir")]
    [InlineData("button")]
    public void Camera_IsInferred_OnlyWhileItsInputIsActive(string kind)
    {
        Service.RestartWith(CameraWhen(Input(kind)));
        Service.WaitForStatus("1 of 1 cameras online (camera waits for input motion)", Service.StartLimit);
        Assert.Equal(0, s_lamp.Level);

        for (int i = 0; i < 3; i++)
        {
            s_sensor.Pull(1);
            TimeSpan on = s_lamp.WaitFor(1, FollowedLine.Limit);
            s_sensor.Pull(0);
            TimeSpan off = s_lamp.WaitFor(0, FollowedLine.Limit);
            Console.WriteLine($"    {kind} active → output: {on.TotalSeconds:F1} s, inactive → output: {off.TotalSeconds:F1} s");
        }

        Assert.Equal(0, Service.Restarts);
    }

    [VmTheory]
    [InlineData("line")]
    [InlineData("pir")]
    [InlineData("button")]
    public void Rule_Holds_OnlyWhileASwitchToGroundIsClosed(string kind)
    {
        Dictionary<string, object> configuration = FollowedLine.Configuration(FollowedLine.Output(s_lamp));
        configuration["inputs"] = new[] { Input(kind, activeLow: true, bias: "pull-up") };
        configuration["rules"] =
            new[] { new { name = FollowedLine.Seen, labels = new[] { Configurations.AlwaysLabel }, startFrames = 1, startWindow = 1, when = Motion } };
        Service.RestartWith(configuration);
        Service.WaitForStatus("1 of 1 cameras online, ", Service.StartLimit);
        // Nobody but the daemon has pulled it up.
        Assert.Equal(("pull-up", 0), (s_sensor.Pulled, s_lamp.Level));

        s_sensor.Pull(0);
        s_lamp.WaitFor(1, FollowedLine.Limit);
        s_sensor.Pull(1);
        s_lamp.WaitFor(0, FollowedLine.Limit);
    }

    [VmFact]
    public void Pulses_ShorterThanTheDebounce_AreSwallowedByTheKernel()
    {
        Service.RestartWith(CameraWhen(Input("line", debounce: "3s")));
        Service.WaitForStatus("camera waits for input motion", Service.StartLimit);

        using (LevelHistory history = new(s_lamp))
        {
            for (int i = 0; i < 50; i++)
            {
                s_sensor.Pull(1);
                s_sensor.Pull(0);
                Thread.Sleep(50);
            }

            Assert.Equal([0], history.End());
        }

        s_sensor.Pull(1);
        TimeSpan took = s_lamp.WaitFor(1, FollowedLine.Limit);
        Console.WriteLine($"    active → output: {took.TotalSeconds:F1} s (debounce is 3 s)");
        // The guest's clock may run a little ahead of the kernel's timer.
        Assert.True(took > TimeSpan.FromSeconds(2.5), $"{took}");
    }

    [VmFact]
    public void ASinglePulse_Counts_ForAsLongAsItIsHeld()
    {
        Service.RestartWith(CameraWhen(Input("line", debounce: "0s", holdFor: "5s")));
        Service.WaitForStatus("camera waits for input motion", Service.StartLimit);

        s_sensor.Pull(1);
        s_sensor.Pull(0);

        s_lamp.WaitFor(1, FollowedLine.Limit);
        s_lamp.WaitFor(0, FollowedLine.Limit);
    }

    [VmFact]
    public void Outputs_AreNotStaleWhileTheirCameraWaits_ButSafeWhenItOrTheInputsChipIsLost()
    {
        using SimulatedChip chip = new("sensors", "", "MOTION", "");
        // Safe is active, so what shows is whether anybody looks; staleAfter is 3 s.
        Dictionary<string, object> configuration = CameraWhen(
            new Dictionary<string, object> { ["name"] = Motion, ["kind"] = "pir", ["line"] = "MOTION" }, safeLevel: "active");
        Journal journal = Journal.FromNow();
        Service.RestartWith(configuration);
        s_lamp.WaitFor(0, Service.StartLimit);

        using (LevelHistory history = new(s_lamp))
        {
            Thread.Sleep(TimeSpan.FromSeconds(8));
            Assert.Equal([0], history.End());
        }

        using (new LostCamera())
            s_lamp.WaitFor(1, FollowedLine.Limit);
        s_lamp.WaitFor(0, Service.StartLimit);

        chip.Unplug();
        Service.WaitForStatus("input motion: ", FollowedLine.Limit);
        Assert.Equal(3, journal.WaitFor("is gone: its chip has been unplugged", FollowedLine.Limit).Priority);
        s_lamp.WaitFor(1, FollowedLine.Limit);
        chip.PlugIn();
        s_lamp.WaitFor(0, FollowedLine.Limit);
        Service.WaitForStatus(status => !status.Contains("input motion: ", StringComparison.Ordinal), FollowedLine.Limit);
        Assert.Equal(0, Service.Restarts);
    }

    [VmFact]
    public void LineOfAnotherProgram_IsNamedWithItsHolder_AndTakenWhenFree()
    {
        using (new StrangersLine(s_sensor, level: 0))
        {
            Service.RestartWith(CameraWhen(Input("button")));
            Service.WaitForStatus(
                status => status.Contains("input motion: ", StringComparison.Ordinal) && status.Contains("held by “gpioset”", StringComparison.Ordinal),
                Service.StartLimit);
        }

        Service.WaitForStatus(status => !status.Contains("gpioset", StringComparison.Ordinal), FollowedLine.Limit);
        s_sensor.Pull(1);
        s_lamp.WaitFor(1, FollowedLine.Limit);
        Assert.Equal(0, Service.Restarts);
    }

    private static Dictionary<string, object> Input(
        string kind, bool activeLow = false, string bias = "as-is", string debounce = "20ms", string holdFor = "0s") =>
        new()
        {
            ["name"] = Motion,
            ["kind"] = kind,
            ["chip"] = GpioLine.Chip,
            ["line"] = s_sensor.Offset.ToString(CultureInfo.InvariantCulture),
            ["activeLow"] = activeLow,
            ["bias"] = bias,
            ["debounce"] = debounce,
            ["holdFor"] = holdFor,
        };

    private static Dictionary<string, object> CameraWhen(object input, string safeLevel = "inactive")
    {
        Dictionary<string, object> configuration = FollowedLine.Configuration(FollowedLine.Output(s_lamp, safeLevel: safeLevel));
        configuration["inputs"] = new[] { input };
        configuration["cameras"] = new[] { new { name = "camera", kind = "v4l2", device = FollowedLine.CameraPath, fps = 5, when = Motion } };
        return configuration;
    }
}
