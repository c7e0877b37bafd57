using EdgeVision.Pixels;

namespace EdgeVision.Camera.Pipe;

/// <summary>The part of a stream that is still needed, addressed by positions from the stream's beginning.</summary>
internal sealed class ByteQueue : IDisposable
{
    private readonly PixelBuffer _memory = new();
    private readonly int _limit;
    private long _first;
    private int _count;

    /// <param name="capacity">Room from the beginning.</param>
    /// <param name="limit">Most bytes ever held.</param>
    public ByteQueue(int capacity, int limit)
    {
        _limit = limit;
        _memory.Reserve(capacity);
    }

    /// <summary>Where the next bytes are to be written; empty when the queue is full.</summary>
    public Span<byte> Space => _memory.Bytes[_count..];

    /// <summary>Makes room for more bytes. False: the limit is reached.</summary>
    public bool TryGrow()
    {
        if (_memory.Capacity >= _limit)
            return false;

        _memory.Reserve((int)Math.Min(_limit, _memory.Capacity * 2L));
        return true;
    }

    /// <summary>Bytes were written to the beginning of <see cref="Space"/>.</summary>
    public ReadOnlySpan<byte> Append(int count)
    {
        _count += count;
        return _memory.Bytes.Slice(_count - count, count);
    }

    public ReadOnlySpan<byte> Between(long start, long end) => _memory.Bytes[(int)(start - _first)..(int)(end - _first)];

    /// <summary>Forgets what comes before a position.</summary>
    public void DiscardBefore(long position)
    {
        int discarded = (int)(position - _first);
        if (discarded <= 0)
            return;

        _memory.Bytes[discarded.._count].CopyTo(_memory.Bytes);
        _first = position;
        _count -= discarded;
    }

    /// <summary>A new stream begins.</summary>
    public void Clear()
    {
        _first = 0;
        _count = 0;
    }

    public void Dispose() => _memory.Dispose();
}
