using EdgeVision.Pixels;

namespace EdgeVision.Camera;

/// <summary>A few frames over memory of their own, lent and taken back. Memory is given up once the pool is disposed and the last frame is back.</summary>
internal sealed unsafe class FramePool : IFrameOwner, IDisposable
{
    private readonly object _gate = new();
    private readonly PixelBuffer[] _buffers;
    private readonly Frame[] _frames;
    private readonly Stack<int> _free;
    private bool _disposed;

    /// <param name="count">Frames that may be lent at one time.</param>
    public FramePool(int count)
    {
        _buffers = new PixelBuffer[count];
        _frames = new Frame[count];
        _free = new Stack<int>(count);
        for (int slot = 0; slot < count; slot++)
        {
            _buffers[slot] = new PixelBuffer();
            _frames[slot] = new Frame(this, slot);
            _free.Push(slot);
        }
    }

    /// <summary>Waits until a frame's memory is free.</summary>
    /// <returns>Its slot, to be lent or put back.</returns>
    public int Rent(CancellationToken stoppingToken)
    {
        if (TryRent(out int slot))
            return slot;

        using (stoppingToken.UnsafeRegister(static pool => ((FramePool)pool!).Wake(), this))
        {
            lock (_gate)
            {
                while (!_disposed && _free.Count == 0)
                {
                    stoppingToken.ThrowIfCancellationRequested();
                    Monitor.Wait(_gate);
                }

                ObjectDisposedException.ThrowIf(_disposed, this);
                return _free.Pop();
            }
        }
    }

    /// <summary>Takes a free slot, if there is one.</summary>
    public bool TryRent(out int slot)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _free.TryPop(out slot);
        }
    }

    /// <summary>The memory of a rented slot.</summary>
    public PixelBuffer Memory(int slot) => _buffers[slot];

    /// <summary>Lends a rented slot's memory as a frame.</summary>
    public Frame Lend(int slot, int start, int length, in FrameFormat format, long sequence, DateTimeOffset capturedAt, long capturedTimestamp) =>
        _frames[slot].Lend(_buffers[slot].Pointer + start, length, format, sequence, capturedAt, capturedTimestamp);

    /// <summary>Gives back a rented slot that was not lent as a frame.</summary>
    public void PutBack(int slot)
    {
        lock (_gate)
        {
            if (_disposed)
                _buffers[slot].Dispose();
            else
                _free.Push(slot);
            Monitor.Pulse(_gate);
        }
    }

    /// <inheritdoc/>
    public void Return(Frame frame) => PutBack(frame.Slot);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            while (_free.TryPop(out int slot))
                _buffers[slot].Dispose();
            Monitor.PulseAll(_gate);
        }
    }

    private void Wake()
    {
        lock (_gate)
            Monitor.PulseAll(_gate);
    }
}
