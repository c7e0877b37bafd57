namespace EdgeVision.EdgeAgent.Settings;

/// <summary>Finds a program as a shell does.</summary>
internal static class ProgramPath
{
    private const string DefaultPath = "/bin:/usr/bin";
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The end of a sentence that begins with the program's name, or <see langword="null"/> for one that can be run.</summary>
    /// <param name="folders">The variable PATH.</param>
    public static string? FindError(string program, string? folders)
    {
        if (program.Contains('/', StringComparison.Ordinal))
            return IsExecutable(program)
                ? null
                : File.Exists(program) ? "is no program that can be run; make it executable." : "is not there; install it, or name the right path.";

        // An empty entry means the current folder.
        string[] candidates = [.. (string.IsNullOrEmpty(folders) ? DefaultPath : folders).Split(':').Select(folder => Path.Combine(folder, program))];
        if (candidates.Any(IsExecutable))
            return null;

        return candidates.FirstOrDefault(File.Exists) is string file
            ? $"is no program that can be run; make {file} executable."
            : "is found in no folder of PATH; install it, or name its whole path.";
    }

    private static bool IsExecutable(string path)
    {
        try
        {
            return File.Exists(path) && (File.GetUnixFileMode(path) & Executable) != 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
