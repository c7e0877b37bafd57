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
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    /// <summary><paramref name="bytes"/>, starting at a huge page. Given back by <see cref="Free"/>.</summary>
    /// <exception cref="OutOfMemoryException">There is none.</exception>
    public static MemorySlab Allocate(long bytes)
    {
        nuint length = (nuint)(bytes + PageBytes);
        byte* memory = Map(length);
        byte* start = memory + (PageBytes - (nint)memory % PageBytes) % PageBytes;
        if (OperatingSystem.IsLinux())
            _ = Advise(start, (nuint)bytes, AdviseHugePage);
        return new MemorySlab((nint)start, (nint)start + (nint)bytes, (nint)memory, length);
    }

    /// <summary>Gives a slab back to the system.</summary>
    public static void Free(MemorySlab slab)
    {
        if (OperatingSystem.IsLinux())
            _ = Unmap((byte*)slab.Address, slab.Length);
        else
            NativeMemory.Free((void*)slab.Address);
    }

    // Of the system's own pages: the C library keeps what large blocks it was given back, for each thread that once asked for one, and a daemon that
    // changes its model would grow with each.
    private static byte* Map(nuint length)
    {
        if (!OperatingSystem.IsLinux())
            return (byte*)NativeMemory.AllocZeroed(length);

        byte* memory = Map(null, length, ReadWrite, PrivateAnonymous, descriptor: -1, offset: 0);
        return (nint)memory == -1 ? throw new InsufficientMemoryException() : memory;
    }

    // Only advice: a kernel without huge pages refuses and nothing is lost.
    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(byte* start, nuint length, int advice);

    [LibraryImport("libc", EntryPoint = "mmap")]
    private static partial byte* Map(byte* address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(byte* start, nuint length);
}
