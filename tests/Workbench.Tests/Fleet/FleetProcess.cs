using System.Diagnostics;
using System.Text;

namespace EdgeVision.Workbench.Tests.Fleet;

/// <summary><c>edgevision fleet …</c> as a process of its own, which keeps its rollouts in a folder of the test's.</summary>
internal sealed class FleetProcess : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _words = new();

    public FleetProcess(string stateFolder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "edgevision.dll"), "fleet", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["XDG_STATE_HOME"] = stateFolder;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(line.Data);
        _process.ErrorDataReceived += (_, line) => Append(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All it has said.</summary>
    public string Words
    {
        get
        {
            lock (_words)
                return _words.ToString();
        }
    }

    /// <summary>Waits until it has said something.</summary>
    public void WaitFor(string words)
    {
        if (!SpinWait.SpinUntil(() => Words.Contains(words, StringComparison.Ordinal) || _process.HasExited, s_patience)
            || !Words.Contains(words, StringComparison.Ordinal))
            Assert.Fail($"'{words}' was not said:\n{Words}");
    }

    /// <summary>SIGKILL: no last word.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public int WaitForExit()
    {
        if (!_process.WaitForExit(s_patience))
            Assert.Fail($"It did not end:\n{Words}");
        // The overload without a limit also waits for the last lines.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Append(string? line)
    {
        lock (_words)
        {
            if (line is not null)
                _words.AppendLine(line);
        }
    }
}
