using System.ComponentModel;
using System.Diagnostics;

namespace EdgeVision.EdgeAgent.Cli.Bench;

/// <summary>This program once more, as a process that measures one thing, prints it and ends.</summary>
internal static class OwnProcess
{
    /// <summary>How this program is started with other arguments: by the native launcher or the dotnet that started this process.</summary>
    public static ProcessStartInfo Start(string[] arguments)
    {
        string started = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileName(started) == "edgevision" ? new(started, arguments) : new(started, [Path.Combine(AppContext.BaseDirectory, "edgevision.dll"), .. arguments]);
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="subject">Its name, for messages.</param>
    /// <param name="wayOut">What to do where it does not even start, for the message.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="FreshProcessException">It failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, here or there; the process is ended.</exception>
    public static string Run(ProcessStartInfo start, string subject, CancellationToken stoppingToken, string? wayOut = null)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        stoppingToken.ThrowIfCancellationRequested();
        using Process process = Open(start, wayOut);
        using (stoppingToken.Register(process.Kill))
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            stoppingToken.ThrowIfCancellationRequested();
            // A terminal's Ctrl-C reaches the process too, perhaps first.
            if (process.ExitCode == ExitCode.Interrupted)
                throw new OperationCanceledException();
            if (process.ExitCode != ExitCode.Ok)
                throw new FreshProcessException($"{subject} ended with exit code {process.ExitCode}: {errors.GetAwaiter().GetResult().Trim()}");
            return output;
        }
    }

    private static Process Open(ProcessStartInfo start, string? wayOut)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception failure)
        {
            throw new FreshProcessException($"{start.FileName} does not start: {failure.Message}{(wayOut is null ? "" : $"; {wayOut}")}.");
        }
    }
}
