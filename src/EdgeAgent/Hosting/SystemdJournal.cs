using System.Globalization;

namespace EdgeVision.EdgeAgent.Hosting;

/// <summary>
/// What systemd makes of the lines this process writes: one beginning with a priority in angle brackets has that, any other the unit's SyslogLevel=
/// (sd-daemon(3)).
/// </summary>
internal static class SystemdJournal
{
    /// <summary>Whether systemd started this very process; its children inherit the variable, but with another number.</summary>
    public static bool IsThere => IsFor(Environment.GetEnvironmentVariable("SYSTEMD_EXEC_PID"), Environment.ProcessId);

    /// <summary>A line that is no complaint: the unit takes one without a priority for the last words of the runtime or a library.</summary>
    public static string Information(string line) => IsThere ? $"<6>{line}" : line;

    /// <summary>A line that somebody should read and that stops nothing.</summary>
    public static string Warning(string line) => IsThere ? $"<4>{line}" : line;

    /// <summary>Whether the variable names a process.</summary>
    internal static bool IsFor(string? variable, int processId) => variable == processId.ToString(CultureInfo.InvariantCulture);
}
