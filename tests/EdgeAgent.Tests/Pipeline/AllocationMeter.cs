namespace EdgeVision.EdgeAgent.Tests.Pipeline;

/// <summary>
/// The least that is allocated in one of several windows of frames. One window is not enough: a collection that another test's leftovers cause books the unused
/// rest of a thread's allocation buffer as allocated, and the runtime makes some things once, such as a lock's event when two threads first meet there.
/// What a frame allocates, each window shows.
/// </summary>
/// <param name="allocated">Bytes allocated so far.</param>
/// <param name="warmUp">Frames before the first window.</param>
/// <param name="counted">Frames of a window.</param>
internal sealed class AllocationMeter(Func<long> allocated, int warmUp, int counted)
{
    private int _frames;
    private long _before;
    private long _least = long.MaxValue;
    private int _windows;

    /// <summary>Bytes of the best window; <see cref="long.MaxValue"/> before the first is over. Any thread.</summary>
    public long Least => Volatile.Read(ref _least);

    /// <summary>Windows that are over. Any thread.</summary>
    public int Windows => Volatile.Read(ref _windows);

    /// <summary>One more frame; always on the same thread.</summary>
    public void Count()
    {
        int past = _frames++ - warmUp;
        if (past < 0 || past % counted != 0)
            return;

        long now = allocated();
        if (past > 0)
        {
            Volatile.Write(ref _least, Math.Min(_least, now - _before));
            Volatile.Write(ref _windows, _windows + 1);
        }

        _before = allocated();
    }
}
