using System.Globalization;
using System.Runtime.InteropServices;
using EdgeVision.EdgeAgent.Hosting;
using EdgeVision.EdgeAgent.Outputs.Mqtt;
using EdgeVision.TestKit;

namespace EdgeVision.EdgeAgent.Tests.Systemd;

public sealed partial class SystemdNotifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tells_SystemdHowItIs(bool isAbstract)
    {
        using var systemd = new NotifySocket(isAbstract ? $"@edgevision-test-{Environment.ProcessId}" : _folder.PathTo("notify"));
        using var notifier = new SystemdNotifier(systemd.Path, null);

        Assert.True(notifier.Ready("2 cameras") && notifier.Status("a\nb") && notifier.Ping() && notifier.Stopping());

        Assert.Equal("READY=1\nSTATUS=2 cameras", systemd.Receive());
        Assert.Equal("STATUS=a b", systemd.Receive());
        Assert.Equal("WATCHDOG=1", systemd.Receive());
        Assert.Equal("STOPPING=1", systemd.Receive());
    }

    [Fact]
    public void Tells_WithoutAllocating()
    {
        using var systemd = new NotifySocket(_folder.PathTo("notify"));
        using var notifier = new SystemdNotifier(systemd.Path, null);
        string status = new('é', 501);
        Assert.True(notifier.Status(status));

        Assert.Equal(0, Allocated.By(() => notifier.Status(status)));
        Assert.Equal($"STATUS={status[..500]}", systemd.Receive());
    }

    [Fact]
    public void Tells_WhenAReloadBegan_ByTheMonotonicClock()
    {
        using var systemd = new NotifySocket(_folder.PathTo("notify"));
        using var notifier = new SystemdNotifier(systemd.Path, null);

        long before = MonotonicMicroseconds();
        Assert.True(notifier.Reloading());
        long after = MonotonicMicroseconds();

        string[] lines = systemd.Receive().Split('\n');
        Assert.Equal("RELOADING=1", lines[0]);
        Assert.StartsWith("MONOTONIC_USEC=", lines[1], StringComparison.Ordinal);
        Assert.InRange(long.Parse(lines[1]["MONOTONIC_USEC=".Length..], CultureInfo.InvariantCulture), before - 1, after + 1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("vsock:2:9999")]
    [InlineData("/no/such/socket")]
    public void DoesNothing_WithoutASystemdThatListens(string? path)
    {
        using var notifier = new SystemdNotifier(path, null);

        Assert.False(notifier.Ready("x"));
    }

    [Theory]
    [InlineData("30000000", null, 30.0)]
    [InlineData("30000000", "42", 30.0)]
    [InlineData("30000000", "43", null)]
    [InlineData("0", null, null)]
    [InlineData("-5", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData(null, null, null)]
    public void Reads_TheWatchdogsTimeout(string? microseconds, string? processId, double? seconds)
    {
        var environment = new Dictionary<string, string?> { ["NOTIFY_SOCKET"] = "/run/x", ["WATCHDOG_USEC"] = microseconds, ["WATCHDOG_PID"] = processId };

        using var notifier = SystemdNotifier.From(environment.GetValueOrDefault, processId: 42);

        Assert.Equal(seconds, notifier.WatchdogTimeout?.TotalSeconds);
    }

    [Fact]
    public void Finds_ACredentialThatIsNotBlank()
    {
        File.WriteAllText(_folder.PathTo("mqtt-password"), "secret\n");
        File.WriteAllText(_folder.PathTo("blank"), "\n");

        Assert.Equal(_folder.PathTo("mqtt-password"), SystemdCredentials.PathTo("mqtt-password", _folder.Path));
        Assert.Null(SystemdCredentials.PathTo("blank", _folder.Path));
        Assert.Null(SystemdCredentials.PathTo("absent", _folder.Path));
        Assert.Null(SystemdCredentials.PathTo("mqtt-password", null));
    }

    // CLOCK_MONOTONIC is 1 in linux/time.h; struct timespec is two words on a 64-bit system.
    private static long MonotonicMicroseconds()
    {
        Span<long> time = stackalloc long[2];
        Assert.Equal(0, ClockGetTime(1, ref time[0]));
        return time[0] * 1_000_000 + time[1] / 1_000;
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, ref long time);
}
