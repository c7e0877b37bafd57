namespace EdgeVision.EdgeAgent.Settings;

/// <summary>Whether a file that a setting names can be read, and its text.</summary>
internal static class NamedFile
{
    /// <summary>The end of a sentence that begins with the path, or <see langword="null"/> for a file with something in it that this user may read.</summary>
    public static string? FindError(string path)
    {
        try
        {
            if (Directory.Exists(path))
                return "is a folder; name the file in it.";
            if (!File.Exists(path))
                return "is not there; put it there, or name another file.";
            // Opening a named pipe would wait for its writer, and reading a device might never end.
            if ((File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path)) is not FileInfo { Length: > 0 })
                return "is empty, or no file at all.";

            using FileStream file = File.OpenRead(path);
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return $"cannot be read by user {Environment.UserName}; let that user read it.";
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return $"cannot be read: {e.Message}";
        }
    }
}
