using EdgeVision.Camera.Interop;

namespace EdgeVision.Camera;

/// <summary>Tells files from what may stand in their place: opening a pipe waits for its writer, and reading a device may never end.</summary>
public static class RegularFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint StatusType = 1; // STATX_TYPE
    private const int KindOfFile = 0xF000, Regular = 0x8000, Folder = 0x4000; // S_IFMT, S_IFREG, S_IFDIR

    /// <summary>Whether something of another kind than a file or a folder has the name, links followed.</summary>
    public static bool IsReplaced(string path) =>
        Libc.Status(CurrentFolder, path, 0, StatusType, out FileStatus status) == 0 && (status.Mode & KindOfFile) is not (Regular or Folder);
}
