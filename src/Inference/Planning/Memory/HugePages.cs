using System.Runtime.InteropServices;

namespace EdgeVision.Inference.Planning.Memory;

/// <summary>
/// Zeroed native memory in pages of 2 MB where the kernel has them: a network touches its weights once a run, and with pages of 4 KB most of these
/// touches miss the processor's address cache.
/// </summary>
internal static unsafe partial class HugePages
{
    private const long PageBytes = 2L << 20;
    private const int AdviseHugePage = 14;

    /// <summary><paramref name="bytes"/>, starting at a huge page.</summary>
    /// <param name="owned">Gets what <see cref="NativeMemory.Free"/> takes back.</param>
    /// <exception cref="OutOfMemoryException">There is none.</exception>
    public static (nint Start, nint End) Slab(long bytes, List<nint> owned)
    {
        // Zeroed pages of the system cost nothing until they are written, which a clearing loop would do.
        byte* memory = (byte*)NativeMemory.AllocZeroed((nuint)(bytes + PageBytes));
        owned.Add((nint)memory);
        byte* start = memory + (PageBytes - (nint)memory % PageBytes) % PageBytes;
        if (OperatingSystem.IsLinux())
            _ = Advise(start, (nuint)bytes, AdviseHugePage);
        return ((nint)start, (nint)start + (nint)bytes);
    }

    // Only advice: a kernel without huge pages refuses and nothing is lost.
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint length, int advice);
}
