namespace EdgeVision.Linux;

/// <summary>Tells files from what may stand in their place: opening a pipe waits for its writer, and reading a device may never end.</summary>
public static class RegularFile
{
    /// <summary>Whether something of another kind than a file or a folder has the name, links followed.</summary>
    public static bool IsReplaced(string path) =>
        Libc.Statx(Libc.AT_FDCWD, path, 0, Libc.STATX_TYPE, out FileStatus status) == 0
        && (status.Mode & Libc.S_IFMT) is not (Libc.S_IFREG or Libc.S_IFDIR);

    /// <summary>Refuses what may stand in a file's place.</summary>
    /// <exception cref="IOException">Something of another kind than a file or a folder has the name, links followed.</exception>
    public static void Require(string path)
    {
        if (IsReplaced(path))
            throw new IOException("it is a pipe or a device, no file");
    }
}
