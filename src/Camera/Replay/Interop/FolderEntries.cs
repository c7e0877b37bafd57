using System.Runtime.InteropServices;

namespace EdgeVision.Camera.Replay.Interop;

/// <summary>A folder's names as the kernel has them: bytes, which the runtime's own listing replaces where they are no UTF-8.</summary>
internal static unsafe partial class FolderEntries
{
    // struct dirent of 64-bit Linux: d_ino and d_off of 8 bytes, d_reclen of 2, d_type of 1, then the name with its zero.
    private const int NameOffset = 19;

    private const string Library = "libc";

    /// <summary>Every name, in no order; none where the folder cannot be read, which whoever lists it otherwise has been told.</summary>
    public static IReadOnlyList<byte[]> Of(string folder)
    {
        nint directory = Open(folder);
        if (directory == 0)
            return [];
        try
        {
            List<byte[]> names = [];
            for (byte* entry = Read(directory); entry is not null; entry = Read(directory))
                names.Add(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + NameOffset).ToArray());
            return names;
        }
        finally
        {
            _ = Close(directory);
        }
    }

    [LibraryImport(Library, EntryPoint = "opendir", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Open(string path);

    [LibraryImport(Library, EntryPoint = "readdir")]
    private static partial byte* Read(nint directory);

    [LibraryImport(Library, EntryPoint = "closedir")]
    private static partial int Close(nint directory);
}
