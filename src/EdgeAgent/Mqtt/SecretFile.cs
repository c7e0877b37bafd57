using System.Runtime.InteropServices;

namespace EdgeVision.EdgeAgent.Mqtt;

/// <summary>Files of passwords and certificates, which are opened while a connection is made.</summary>
internal static partial class SecretFile
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint StatusType = 1; // STATX_TYPE
    private const int KindOfFile = 0xF000, Regular = 0x8000, Folder = 0x4000; // S_IFMT, S_IFREG, S_IFDIR

    /// <summary>Refuses what may stand in a file's place: opening a pipe waits for its writer, and reading a device may never end.</summary>
    /// <exception cref="IOException">It is of another kind than a file or a folder, links followed.</exception>
    public static void Require(string path)
    {
        if (ReadStatus(CurrentFolder, path, 0, StatusType, out Status status) == 0 && (status.Mode & KindOfFile) is not (Regular or Folder))
            throw new IOException("it is a pipe or a device, no file");
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int ReadStatus(int folder, string path, int flags, uint mask, out Status status);

    /// <summary><c>struct statx</c> (linux/stat.h).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Status
    {
        [FieldOffset(28)]
        public ushort Mode;
    }
}
