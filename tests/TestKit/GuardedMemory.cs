using System.Runtime.InteropServices;

namespace EdgeVision.TestKit;

/// <summary>Floats that end right before a page nobody may touch: one float too far ends the process instead of passing unseen.</summary>
public sealed unsafe partial class GuardedMemory : IDisposable
{
    private const int ReadWrite = 3;
    private const int None = 0;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _map;
    private readonly nuint _bytes;

    /// <summary>Room for <paramref name="count"/> floats, zeroed.</summary>
    public GuardedMemory(int count)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint room = ((nuint)count * sizeof(float) + page - 1) / page * page;
        _bytes = room + page;
        _map = Map(0, _bytes, ReadWrite, PrivateAnonymous, -1, 0);
        if (_map == -1)
            throw new InvalidOperationException($"mmap of {_bytes} bytes failed (errno {Marshal.GetLastPInvokeError()}).");
        if (Protect(_map + (nint)room, page, None) != 0)
            throw new InvalidOperationException($"mprotect failed (errno {Marshal.GetLastPInvokeError()}).");
        Start = (float*)(_map + (nint)room) - count;
        Length = count;
    }

    /// <summary>First float.</summary>
    public float* Start { get; }

    /// <summary>How many.</summary>
    public int Length { get; }

    /// <summary>All of them.</summary>
    public Span<float> Span => new(Start, Length);

    /// <summary>Numbers in [−<paramref name="range"/>, <paramref name="range"/>) in a new guarded stretch.</summary>
    public static GuardedMemory Random(int count, Random random, float range = 2f)
    {
        GuardedMemory memory = new(count);
        foreach (ref float value in memory.Span)
            value = (random.NextSingle() * 2f - 1f) * range;
        return memory;
    }

    /// <summary>Unmaps everything.</summary>
    public void Dispose() => _ = Unmap(_map, _bytes);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int Unmap(nint address, nuint length);
}
