namespace EdgeVision.Inference.Planning.Memory;

/// <summary>Native memory of a plan: packed weights, tables, the arena. Zeroed, aligned to a cache line, given back all at once.</summary>
/// <param name="limit">The most bytes it hands out or counts.</param>
internal sealed unsafe class AlignedMemory(long limit) : IDisposable
{
    private const int Alignment = 64;
    private const long SlabBytes = 4L << 20;

    private readonly List<MemorySlab> _slabs = [];

    private nint _free;
    private nint _end;

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
        long bytes = (Require<T>(count, 2 * Alignment) - 1) / Alignment * Alignment;
        if (_end - _free < bytes)
        {
            MemorySlab slab = HugePages.Allocate(Math.Max(bytes, SlabBytes));
            _slabs.Add(slab);
            (_free, _end) = (slab.Start, slab.End);
        }

        nint start = _free;
        _free += (nint)bytes;
        Bytes += bytes;
        return (T*)start;
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
        foreach (MemorySlab slab in _slabs)
            HugePages.Free(slab);
        _slabs.Clear();
        _free = _end = 0;
    }

    private long Require<T>(long count, int padding)
        where T : unmanaged
    {
        long left = Limit - Bytes - _reserved - padding;
        return count <= left / sizeof(T) ? count * sizeof(T) + padding : throw new MemoryLimitException();
    }
}
