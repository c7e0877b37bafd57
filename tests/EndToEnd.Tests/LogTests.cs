using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>What the daemon as a process says of itself: to its log, and to systemd.</summary>
public sealed partial class LogTests : IDisposable
{
    private static readonly TimeSpan s_stopLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void EventsAreInTheLog_AndEachLineHasDateAndTime()
    {
        using EdgeVisionProcess daemon = Run(Replay(Repository.PathTo("samples")));

        WaitFor(daemon, "cat ended on yard after ");
        daemon.Terminate();

        Assert.Equal(0, daemon.WaitForExit(s_stopLimit));
        string[] lines = daemon.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(lines, line => Assert.Matches(TextLine(), line));
        Assert.Contains(lines, line => line.Contains("Camera yard: the first frame has been inferred", StringComparison.Ordinal));
        Assert.Contains(lines, line => Began().IsMatch(line));
    }

    [Fact]
    public void JsonObjectsHaveATimeInUtc()
    {
        DateTimeOffset start = DateTimeOffset.UtcNow;
        using EdgeVisionProcess daemon = Run(Replay(Repository.PathTo("samples")), "--json");

        WaitFor(daemon, "cat began");
        daemon.Terminate();

        Assert.Equal(0, daemon.WaitForExit(s_stopLimit));
        Assert.All(daemon.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
        {
            string written = JsonDocument.Parse(line).RootElement.GetProperty("Timestamp").GetString()!;
            Assert.EndsWith("Z", written, StringComparison.Ordinal);
            Assert.InRange(DateTimeOffset.Parse(written, null), start.AddSeconds(-1), DateTimeOffset.UtcNow.AddSeconds(1));
        });
    }

    [Fact]
    public void TheOnlyCameraIsNotThereAtFirst_AndIsWaitedFor()
    {
        string pictures = _folder.PathTo("pictures");
        using var systemd = new NotifySocket(_folder.PathTo("notify"));
        using EdgeVisionProcess daemon = Run(Replay(pictures), systemd);

        string status = AwaitStatus(systemd, "0 of 1 cameras online (yard: ");
        Directory.CreateDirectory(pictures + ".new");
        File.Copy(Repository.PathTo("samples", "chelsea.jpg"), Path.Combine(pictures + ".new", "cat.jpg"));
        Directory.Move(pictures + ".new", pictures);
        WaitFor(daemon, "lamp would be Active");

        Assert.Contains(pictures, status, StringComparison.Ordinal);
        string output = daemon.Output;
        Assert.Contains("Camera yard gives pictures again after ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
        Assert.True(output.IndexOf("lamp would be Inactive", StringComparison.Ordinal) < output.IndexOf("gives no picture", StringComparison.Ordinal), output);
    }

    [Fact]
    public void AProgramsPasswordIsShownNowhere()
    {
        const string Password = "S3cretPass";
        string program = _folder.PathTo("camera");
        File.WriteAllText(program, "#!/bin/sh\necho \"$2: Connection refused\" >&2\nexit 1\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var systemd = new NotifySocket(_folder.PathTo("notify"));
        using EdgeVisionProcess daemon = Run(
            $$"""{ "name": "yard", "kind": "pipe", "format": "jpeg", "command": ["{{program}}", "-i", "rtsp://admin:{{Password}}@10.0.0.9/1"] }""", systemd);

        string status = AwaitStatus(systemd, "rtsp://admin:***@10.0.0.9/1: Connection refused");
        WaitFor(daemon, "rtsp://admin:***@10.0.0.9/1: Connection refused");

        Assert.DoesNotContain(Password, status + daemon.Output + daemon.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void NobodyReadsTheLog_AndVisionGoesOnAndSigtermEndsIt()
    {
        using var systemd = new NotifySocket(_folder.PathTo("notify"));
        string file = Write(Replay(Repository.PathTo("samples"), fps: 60, hold: 3), lamps: 60);
        var start = new ProcessStartInfo("dotnet", [EdgeVisionProcess.Program, "run", "--config", file, "--set", "logging:level=trace"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NOTIFY_SOCKET"] = systemd.Path;
        using Process daemon = Process.Start(start)!;

        // The pipe holds 64 KiB, some 600 lines; sixty lamps write as many in a few seconds.
        AwaitStatus(systemd, "1 of 1 cameras online");
        int threads = Directory.GetDirectories($"/proc/{daemon.Id}/task").Length;
        for (int i = 0; i < 4; i++)
            Assert.DoesNotContain(", 0.0 fps inferred", AwaitStatus(systemd, "1 of 1 cameras online"), StringComparison.Ordinal);
        bool isStuck = Directory.GetDirectories($"/proc/{daemon.Id}/task")
            .Any(static thread => File.ReadAllText($"{thread}/wchan").Contains("pipe_write", StringComparison.Ordinal));
        int grown = Directory.GetDirectories($"/proc/{daemon.Id}/task").Length - threads;
        Process.Start("kill", ["-TERM", $"{daemon.Id}"]).WaitForExit();
        bool ended = daemon.WaitForExit(s_stopLimit);
        if (!ended)
            daemon.Kill();

        Assert.True(ended);
        Assert.Equal(0, daemon.ExitCode);
        Assert.True(isStuck, "The pipe never filled, so nothing was tried.");
        Assert.InRange(grown, -20, 5);
    }

    private static string Replay(string path, int fps = 20, int hold = 20) =>
        $$"""{ "name": "yard", "kind": "replay", "path": "{{path}}", "fps": {{fps}}, "hold": {{hold}} }""";

    private static string AwaitStatus(NotifySocket systemd, string words)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_patience)
        {
            string message = systemd.Receive();
            if (message.Contains(words, StringComparison.Ordinal))
                return message;
        }

        throw new TimeoutException($"No status with “{words}” came.");
    }

    private static void WaitFor(EdgeVisionProcess daemon, string words) => Assert.True(
        SpinWait.SpinUntil(() => daemon.Output.Contains(words, StringComparison.Ordinal), s_patience),
        $"Did not see: {words}. The daemon printed:\n{daemon.Output}\n{daemon.Errors}");

    private EdgeVisionProcess Run(string camera, params string[] options) => EdgeVisionProcess.Start(["run", "--config", Write(camera, lamps: 1), .. options]);

    private EdgeVisionProcess Run(string camera, NotifySocket systemd) =>
        EdgeVisionProcess.Start(new Dictionary<string, string> { ["NOTIFY_SOCKET"] = systemd.Path }, "run", "--config", Write(camera, lamps: 1));

    private string Write(string camera, int lamps)
    {
        string file = _folder.PathTo("edgevision.json");
        string outputs = string.Join(", ", Enumerable.Range(0, lamps)
            .Select(static i => $$"""{ "name": "lamp{{i}}", "driver": "simulated", "line": "{{(i == 0 ? "lamp" : $"lamp{i}")}}", "rule": "cat" }"""));
        File.WriteAllText(file, $$"""
            {
              "device": "box",
              "cameras": [{{camera}}],
              "rules": [{ "name": "cat", "labels": ["cat"], "startFrames": 1, "startWindow": 1, "endAfter": "50ms" }],
              "outputs": [{{outputs}}]
            }
            """);
        return file;
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} (trce|dbug|info|warn|fail|crit): EdgeVision\.[\w.]+\[\d+\] ")]
    private static partial Regex TextLine();

    [GeneratedRegex(@"cat began: cat 0\.\d\d( and \d+ more)? on yard\.")]
    private static partial Regex Began();
}
