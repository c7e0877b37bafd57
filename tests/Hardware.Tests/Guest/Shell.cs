using System.Diagnostics;

namespace EdgeVision.Hardware.Tests.Guest;

/// <summary>Programs of the guest.</summary>
internal static class Shell
{
    // A guard against hanging alone: systemd itself gives a restart of the service three minutes, and an emulated processor on a busy host may take them.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs a program to its end and returns all it printed.</summary>
    public static (int ExitCode, string Words) Try(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} did not end within {s_limit}.");
        }

        return (process.ExitCode, (output.Result + errors.Result).Trim());
    }

    /// <summary>Runs a program that must succeed, and returns all it printed.</summary>
    public static string Run(string program, params string[] arguments)
    {
        (int exitCode, string words) = Try(program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)} ended with {exitCode}: {words}");
        return words;
    }

    /// <summary>Starts a program that goes on by itself; dispose of it.</summary>
    public static Process Start(string program, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
