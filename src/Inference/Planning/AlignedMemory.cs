using System.Runtime.InteropServices;

namespace EdgeVision.Inference.Planning;

/// <summary>Native memory of a plan: packed weights, tables, the arena. Zeroed, aligned to a cache line, given back all at once.</summary>
/// <param name="limit">The most bytes it hands out or counts.</param>
internal sealed unsafe class AlignedMemory(long limit) : IDisposable
{
    private const int Alignment = 64;

    private readonly List<nint> _allocations = [];

    private long _reserved;

    /// <summary>The most bytes it hands out or counts.</summary>
    public long Limit { get; set; } = limit;

    /// <summary>Bytes handed out so far.</summary>
    public long Bytes { get; private set; }

    /// <summary>Room for <paramref name="count"/> elements, and a cache line behind them.</summary>
    /// <exception cref="MemoryLimitException">All together would be more than the limit.</exception>
    /// <exception cref="OutOfMemoryException">There is none.</exception>
    public T* Allocate<T>(long count)
        where T : unmanaged
    {
        long bytes = Require<T>(count, 2 * Alignment);

        // Zeroed pages of the system cost nothing until they are written, which a clearing loop would do.
        byte* start = (byte*)NativeMemory.AllocZeroed((nuint)bytes);
        _allocations.Add((nint)start);
        Bytes += bytes;
        return (T*)(start + (Alignment - (nint)start % Alignment) % Alignment);
    }

    /// <summary>Counts tables of the managed heap that the plan is about to make against the limit.</summary>
    /// <exception cref="MemoryLimitException">All together would be more than the limit.</exception>
    public void Reserve<T>(long count)
        where T : unmanaged
    {
        _reserved += Require<T>(count, 0);
    }

    /// <summary>A copy of <paramref name="values"/>.</summary>
    public T* Copy<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        T* copy = Allocate<T>(values.Length);
        values.CopyTo(new Span<T>(copy, values.Length));
        return copy;
    }

    /// <summary>Gives everything back; no pointer may be used afterwards.</summary>
    public void Dispose()
    {
        foreach (nint allocation in _allocations)
            NativeMemory.Free((void*)allocation);
        _allocations.Clear();
    }

    private long Require<T>(long count, int padding)
        where T : unmanaged
    {
        long left = Limit - Bytes - _reserved - padding;
        return count <= left / sizeof(T) ? count * sizeof(T) + padding : throw new MemoryLimitException();
    }
}
