using System.ComponentModel;
using System.Diagnostics;

namespace EdgeVision.EdgeAgent.Cli;

/// <summary>This program once more, as a process that does one thing, prints what came of it and ends.</summary>
internal static class OwnProcess
{
    /// <summary>How this program is started with other arguments: by the native launcher or the dotnet that started this process.</summary>
    public static ProcessStartInfo Start(string[] arguments)
    {
        string started = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileName(started) == "edgevision"
            ? new(started, arguments)
            : new(started, [Path.Combine(AppContext.BaseDirectory, "edgevision.dll"), .. arguments]);
    }

    /// <summary>Waits for its end, which must be a good one.</summary>
    /// <param name="subject">Its name, for messages.</param>
    /// <param name="wayOut">What to do where it does not even start, for the message.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="OwnProcessException">It failed.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, here or there; the process is ended.</exception>
    public static string Run(ProcessStartInfo start, string subject, CancellationToken stoppingToken, string? wayOut = null)
    {
        (int exitCode, string output, string errors) = Await(start, stoppingToken, wayOut);
        // A terminal's Ctrl-C reaches the process too, perhaps first.
        if (exitCode == ExitCode.Interrupted)
            throw new OperationCanceledException();
        return exitCode == ExitCode.Ok ? output : throw new OwnProcessException($"{subject} ended with exit code {exitCode}: {errors}");
    }

    /// <summary>Waits for its end, whatever that is.</summary>
    /// <returns>Its exit code, 128 and the number of the signal that ended it; what it printed; and what it said on standard error.</returns>
    /// <exception cref="OwnProcessException">It does not start.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the process is ended.</exception>
    public static (int ExitCode, string Output, string Errors) Await(ProcessStartInfo start, CancellationToken stoppingToken, string? wayOut = null)
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
            return (process.ExitCode, output, errors.GetAwaiter().GetResult().Trim());
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
            throw new OwnProcessException($"{start.FileName} does not start: {failure.Message}{(wayOut is null ? "" : $"; {wayOut}")}.");
        }
    }
}
