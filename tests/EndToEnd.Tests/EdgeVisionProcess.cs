using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using EdgeVision.TestKit;

namespace EdgeVision.EndToEnd.Tests;

/// <summary>The published program as a child process, with everything it prints.</summary>
internal sealed partial class EdgeVisionProcess : IDisposable
{
    private const int SignalTerminate = 15;
    private const int SignalHangUp = 1;
    private const int SignalKill = 9;

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    private EdgeVisionProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(_errors, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The program as <c>eng/publish</c> builds it.</summary>
    public static string Program { get; } = Repository.PathTo("artifacts", "edgevision", "edgevision.dll");

    /// <summary>Threads it has just now.</summary>
    public int Threads => Directory.GetDirectories($"/proc/{_process.Id}/task").Length;

    /// <summary>Descriptors it has open just now.</summary>
    public int Descriptors => Directory.GetFiles($"/proc/{_process.Id}/fd").Length;

    /// <summary>The processes it has started and that live, by number.</summary>
    public string[] Children =>
    [
        .. Directory.GetDirectories($"/proc/{_process.Id}/task")
            .SelectMany(static task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];

    /// <summary>Names of the files it has mapped just now, assemblies among them.</summary>
    public IReadOnlySet<string> MappedFiles =>
        File.ReadLines($"/proc/{_process.Id}/maps").Select(line => Path.GetFileName(line)).ToHashSet(StringComparer.Ordinal);

    /// <summary>What it has printed so far.</summary>
    public string Output => Read(_output);

    /// <summary>What it has printed to standard error so far.</summary>
    public string Errors => Read(_errors);

    public static EdgeVisionProcess Start(params string[] arguments) => Start([], arguments);

    /// <summary>Starts it with further variables in its environment.</summary>
    public static EdgeVisionProcess Start(Dictionary<string, string> environment, params string[] arguments)
    {
        Assert.True(File.Exists(Program), $"{Program} is not there; run eng/publish first.");
        // Where the tests run under nohup, SIGHUP is ignored, and what a program inherits so .NET leaves so.
        string[] words = ["--default-signal=HUP", "dotnet", Program, .. arguments];
        var start = new ProcessStartInfo("env", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        // What one daemon remembers of its models is not another test's.
        start.Environment["XDG_STATE_HOME"] = Directory.CreateTempSubdirectory("edgevision-test-state-").FullName;
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return new EdgeVisionProcess(Process.Start(start)!);
    }

    /// <summary>Runs to the end and returns the exit code.</summary>
    public static (int ExitCode, string Output, string Errors) Run(params string[] arguments)
    {
        using EdgeVisionProcess process = Start(arguments);
        int exitCode = process.WaitForExit(TimeSpan.FromMinutes(2));
        return (exitCode, process.Output, process.Errors);
    }

    /// <summary>The exit code, within <paramref name="limit"/>.</summary>
    public int WaitForExit(TimeSpan limit)
    {
        if (!_process.WaitForExit(limit))
            Assert.Fail($"edgevision did not end within {limit}. It printed:\n{Output}\n{Errors}");

        // The overload without a limit also waits for the last lines of both streams.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>SIGTERM, as systemd stops a service.</summary>
    public void Terminate() => Assert.Equal(0, Kill(_process.Id, SignalTerminate));

    /// <summary>SIGHUP, as a terminal that closes.</summary>
    public void HangUp() => Assert.Equal(0, Kill(_process.Id, SignalHangUp));

    /// <summary>SIGKILL: no last word.</summary>
    public void KillHard() => Assert.Equal(0, Kill(_process.Id, SignalKill));

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private static void Append(StringBuilder text, string? line)
    {
        if (line is null)
            return;

        lock (text)
            text.AppendLine(line);
    }

    private static string Read(StringBuilder text)
    {
        lock (text)
            return text.ToString();
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
