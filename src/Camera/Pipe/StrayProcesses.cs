using System.Globalization;
using EdgeVision.Camera.Pipe.Interop;

namespace EdgeVision.Camera.Pipe;

/// <summary>
/// Processes that a child started and that left its process group, such as a daemon in a session of its own. They are found by a variable of the child's
/// environment that no other process has, and that they inherit; one that throws its environment away, or runs as another user, is not found. Each is
/// signalled through a descriptor of the process whose environment was read, so a number that is given to another process meanwhile does no harm.
/// </summary>
internal static class StrayProcesses
{
    /// <summary>The variable.</summary>
    public const string Variable = "EDGEVISION_CHILD";

    private const int MaxEnvironmentBytes = 1 << 16;

    // A program that forks faster than this is left to the service manager.
    private const int Rounds = 10;

    /// <summary>Asks each to end.</summary>
    public static void Terminate(string mark) => Signal(mark, Processes.SignalTerminate);

    /// <summary>Ends each, and what they start meanwhile.</summary>
    public static void Kill(string mark)
    {
        for (int round = 0; round < Rounds && Signal(mark, Processes.SignalKill) > 0; round++)
            Thread.Sleep(1);
    }

    private static int Signal(string mark, int signal)
    {
        byte[] wanted = System.Text.Encoding.ASCII.GetBytes($"{Variable}={mark}\0");
        byte[] environment = new byte[MaxEnvironmentBytes];
        int found = 0;
        foreach (string folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder.AsSpan()), NumberStyles.None, CultureInfo.InvariantCulture, out int id) || id == Environment.ProcessId)
                continue;
            using ProcessHandle? process = ProcessHandle.TryOpen(id);
            if (process is null || ReadEnvironment(folder, environment).IndexOf(wanted) < 0)
                continue;

            found++;
            process.Signal(signal);
        }

        return found;
    }

    private static ReadOnlySpan<byte> ReadEnvironment(string folder, byte[] buffer)
    {
        try
        {
            using FileStream file = new($"{folder}/environ", FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
            return buffer.AsSpan(0, file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It has ended, or is somebody else's.
            return [];
        }
    }
}
