namespace EdgeVision.ModelStore;

/// <summary>Files that are the old or the new one after a loss of power, and nothing between.</summary>
public static class DurableFile
{
    /// <summary>What a name that is not finished ends with.</summary>
    internal const string Unfinished = ".partial";

    /// <summary>Replaces a file: the new one is written under another name, brought to the disk, and renamed; the folder's names follow.</summary>
    /// <exception cref="IOException">It cannot be written; the old one is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the old one is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes) => Write(LinuxDisk.Instance, path, bytes);

    /// <summary>Makes a folder, and those it is in, whose names are on the disk when this returns.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void MakeFolder(string path) => MakeFolder(LinuxDisk.Instance, path);

    /// <summary>Brings the names in a folder to the disk.</summary>
    /// <exception cref="IOException">It cannot be done.</exception>
    public static void SyncFolder(string path) => LinuxDisk.Instance.Sync(path);

    internal static void Write(IDisk disk, string path, ReadOnlySpan<byte> bytes) => Write(disk, path, path + Unfinished, bytes);

    /// <param name="temporary">The other name, in a folder of the same file system.</param>
    internal static void Write(IDisk disk, string path, string temporary, ReadOnlySpan<byte> bytes)
    {
        using (Stream file = disk.Create(temporary))
            file.Write(bytes);
        disk.Sync(temporary);
        disk.Move(temporary, path);
        disk.Sync(Path.GetDirectoryName(path)!);
    }

    internal static void MakeFolder(IDisk disk, string path)
    {
        if (Directory.Exists(path))
            return;

        string parent = Path.GetDirectoryName(Path.GetFullPath(path)) ?? throw new IOException($"{path}: there is no such folder");
        MakeFolder(disk, parent);
        disk.CreateFolder(path);
        disk.Sync(parent);
    }
}
