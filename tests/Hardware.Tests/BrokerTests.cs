using EdgeVision.Hardware.Tests.Guest;

namespace EdgeVision.Hardware.Tests;

/// <summary>The service and a real broker: gone and back, a daemon that is killed, a password that only systemd may read.</summary>
public sealed class BrokerTests : IDisposable
{
    private const string DeviceStatus = $"edgevision/{FollowedLine.Device}/status";
    private const string CameraStatus = $"edgevision/{FollowedLine.Device}/camera/status";
    private const string Classes = $"edgevision/{FollowedLine.Device}/camera/classes";
    private const string PasswordPath = "/etc/edgevision/mqtt-password";
    private static readonly GpioLine s_lamp = new(18);

    private readonly ServiceState _state = new();

    public void Dispose()
    {
        File.Delete(PasswordPath);
        _state.Dispose();
    }

    [VmFact]
    public void BrokerThatGoesAndComesBack_HearsEverythingAnew_AndTheLineFollowsMeanwhile()
    {
        Service.RestartWith(Configuration(new { host = "127.0.0.1" }));
        Broker.OfMachine.WaitForRetained(CameraStatus, "online", FollowedLine.Limit);
        Assert.Equal("online", Broker.OfMachine.Retained(DeviceStatus));
        s_lamp.WaitFor(1, FollowedLine.Limit);
        Journal journal = Journal.FromNow();
        using LevelHistory history = new(s_lamp);

        using (Broker.Absence())
        {
            Service.WaitForStatus("MQTT away", FollowedLine.Limit);
            Assert.Equal(4, journal.WaitFor("The connection to MQTT broker 127.0.0.1:1883 was lost", FollowedLine.Limit).Priority);
        }

        Service.WaitForStatus("MQTT connected", Service.StartLimit);
        Assert.Contains("\"label\":\"class 0\"", Broker.OfMachine.Next(Classes, FollowedLine.Limit), StringComparison.Ordinal);
        Broker.OfMachine.WaitForRetained(DeviceStatus, "online", FollowedLine.Limit);
        Assert.Equal([1], history.End());
    }

    [VmFact]
    public void Kill_MakesTheBrokerSayOffline_AndTheNextStartOnline()
    {
        Service.RestartWith(Configuration(new { host = "127.0.0.1" }));
        Broker.OfMachine.WaitForRetained(DeviceStatus, "online", FollowedLine.Limit);

        Shell.Run("kill", "-KILL", $"{Service.ProcessId}");

        TimeSpan offline = Broker.OfMachine.WaitForRetained(DeviceStatus, "offline", FollowedLine.Limit);
        TimeSpan online = Broker.OfMachine.WaitForRetained(DeviceStatus, "online", TimeSpan.FromSeconds(10) + Service.StartLimit);
        Console.WriteLine($"    SIGKILL → the broker says offline: {offline.TotalSeconds:F1} s, → online again {online.TotalSeconds:F1} s later");
    }

    [VmFact]
    public void Stop_SaysOffline()
    {
        Service.RestartWith(Configuration(new { host = "127.0.0.1" }));
        Broker.OfMachine.WaitForRetained(CameraStatus, "online", FollowedLine.Limit);

        Service.Stop();

        Assert.Equal("offline", Broker.OfMachine.Retained(DeviceStatus));
        Assert.Equal("offline", Broker.OfMachine.Retained(CameraStatus));
    }

    [VmFact]
    public void PasswordOfRootAlone_ReachesTheService()
    {
        using Broker broker = Broker.WithPassword(2883, "box", "let me in");
        var mqtt = new { host = "127.0.0.1", port = broker.Port, username = "box" };
        WritePassword("wrong");
        Journal journal = Journal.FromNow();

        Service.RestartWith(Configuration(mqtt));

        Assert.Equal(4, journal.WaitFor("password or client id are wrong or not authorised", FollowedLine.Limit).Priority);
        Service.WaitForStatus("MQTT away", FollowedLine.Limit);
        s_lamp.WaitFor(1, FollowedLine.Limit);
        WritePassword("let me in");
        Service.Restart();
        broker.WaitForRetained(DeviceStatus, "online", FollowedLine.Limit);
        Service.WaitForStatus("MQTT connected", FollowedLine.Limit);
        Assert.DoesNotContain(journal.OfDaemon(), line => line.Message.Contains("let me in", StringComparison.Ordinal));
    }

    private static Dictionary<string, object> Configuration(object mqtt)
    {
        Dictionary<string, object> configuration = FollowedLine.Configuration(FollowedLine.Output(s_lamp));
        configuration["mqtt"] = mqtt;
        return configuration;
    }

    private static void WritePassword(string password)
    {
        File.WriteAllText(PasswordPath, password + "\n");
        Shell.Run("chmod", "600", PasswordPath);
        Shell.Run("chown", "root:root", PasswordPath);
    }
}
