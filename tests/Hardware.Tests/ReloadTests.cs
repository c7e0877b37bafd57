using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary><c>systemctl reload</c>: a good configuration takes effect in the same process, a wrong one changes nothing and is told.</summary>
public sealed class ReloadTests : IDisposable
{
    private static readonly GpioLine s_before = new(22);
    private static readonly GpioLine s_after = new(23);

    private readonly ServiceState _state = new();
    private readonly int _process;

    public ReloadTests()
    {
        Service.RestartWith(FollowedLine.Configuration(FollowedLine.Output(s_before)));
        s_before.WaitFor(1, FollowedLine.Limit);
        _process = Service.ProcessId;
    }

    public void Dispose() => _state.Dispose();

    [VmFact]
    public void GoodConfiguration_TakesEffect_InTheSameProcess()
    {
        Journal journal = Journal.FromNow();
        Service.Configure(FollowedLine.Configuration(FollowedLine.Output(s_after)));

        Shell.Run("systemctl", "reload", "edgevision.service");

        s_after.WaitFor(1, Service.StartLimit);
        Assert.Equal(0, s_before.Level);
        Assert.Equal(6, journal.WaitFor("The new configuration is at work", FollowedLine.Limit).Priority);
        Service.WaitForStatus("1 of 1 cameras online", FollowedLine.Limit);
        Assert.Equal((_process, 0, "active"), (Service.ProcessId, Service.Restarts, Service.State));
        Assert.DoesNotContain(journal.OfDaemon(), line => line.Priority <= 4);
    }

    [VmFact]
    public void WrongConfiguration_FailsTheReloadInWords_AndTheDaemonRunsOn()
    {
        Journal journal = Journal.FromNow();
        Service.Configure("""{ "cameras": [ { "name": "camera", "kind": "v4l2", "device": "/dev/video0", "wdith": 640 } ] }""");

        (int exitCode, _) = Shell.Try("systemctl", "reload", "edgevision.service");

        Assert.NotEqual(0, exitCode);
        string words = $"{Service.ConfigurationPath}:1: $.cameras[0].wdith: is not a setting; did you mean \"width\"?";
        Assert.Equal(3, journal.WaitFor(words, FollowedLine.Limit).Priority);
        Assert.Contains(words, Shell.Run("systemctl", "status", "--no-pager", "--full", "edgevision"), StringComparison.Ordinal);
        RunsOn();
    }

    [VmFact]
    public void ConfigurationTheModelRefuses_FailsTheReload_AndAfterASignalAloneTheStatusTells()
    {
        Journal journal = Journal.FromNow();
        Dictionary<string, object> configuration = FollowedLine.Configuration(FollowedLine.Output(s_after));
        configuration["rules"] = new[] { new { name = FollowedLine.Seen, labels = new[] { "unicorn" } } };
        Service.Configure(configuration);

        (int exitCode, _) = Shell.Try("systemctl", "reload", "edgevision.service");
        Assert.NotEqual(0, exitCode);
        RunsOn();

        // Without the check that the unit runs first.
        Shell.Run("kill", "-HUP", $"{_process}");
        Service.WaitForStatus(
            status => status.Contains("refused, running the one before", StringComparison.Ordinal) && status.Contains("unicorn", StringComparison.Ordinal),
            Service.StartLimit);
        Assert.Equal(3, journal.WaitFor("unicorn", FollowedLine.Limit).Priority);
        RunsOn();
    }

    private void RunsOn()
    {
        Service.WaitForStatus("1 of 1 cameras online", FollowedLine.Limit);
        Assert.Equal((_process, 0, "active"), (Service.ProcessId, Service.Restarts, Service.State));
        Assert.Equal((1, 0), (s_before.Level, s_after.Level));
    }
}
