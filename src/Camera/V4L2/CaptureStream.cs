using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Linux;
using EdgeVision.Pixels;

namespace EdgeVision.Camera.V4L2;

/// <summary>
/// A streaming video node and its mapped buffers, each lent out as a frame without a copy and queued again when it comes back. Closing unmaps
/// at once the buffers that are not lent, and each other when it comes back, so a reader never loses the memory it reads.
/// </summary>
internal sealed unsafe class CaptureStream : IFrameOwner, IDisposable
{
    private readonly object _gate = new();
    private readonly VideoNode _node;
    private readonly TimeProvider _time;
    private readonly List<MappedBuffer> _buffers = [];
    private readonly FrameFormat _format;
    private bool _closed;
    private int _queued;
    private int _lent;
    private uint? _lastSequence;

    /// <summary>Maps, queues and starts. The stream owns the node from here on, and closes it if this fails.</summary>
    public CaptureStream(VideoNode node, FrameFormat format, int buffers, TimeProvider time)
    {
        _node = node;
        _format = format;
        _time = time;
        try
        {
            V4L2RequestBuffers request = new() { Count = (uint)buffers, Type = V4L2Constants.BufferTypeVideoCapture, Memory = V4L2Constants.MemoryMapped };
            node.Ioctl(V4L2Request.RequestBuffers, ref request);
            if (request.Count == 0)
                throw new V4L2Exception($"{node.Path} granted no frame buffers.");
            for (uint index = 0; index < Math.Min(request.Count, 32); index++)
                Map(index);
            for (int index = 0; index < _buffers.Count; index++)
                Queue(index);
            int type = (int)V4L2Constants.BufferTypeVideoCapture;
            node.Ioctl(V4L2Request.StreamOn, ref type);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Whole frames the driver lost or a newer one replaced.</summary>
    public long Dropped { get; private set; }

    /// <summary>Frames with the error flag, empty or cut short.</summary>
    public long Damaged { get; private set; }

    /// <summary>Waits for a frame or a free buffer, at most the given time.</summary>
    /// <returns>False when every buffer is lent: then it is not the camera's fault that no frame comes.</returns>
    public bool Wait(int milliseconds)
    {
        lock (_gate)
        {
            if (_queued == 0)
            {
                if (_lent == 0)
                    throw new V4L2Exception($"{_node.Path} takes no frame buffers back; the camera may be unplugged.");
                Monitor.Wait(_gate, milliseconds);
                return false;
            }
        }

        int events = _node.Device.Poll(milliseconds);
        if (events < 0 && events != -Errno.EINTR)
            throw new V4L2Exception("poll on", _node.Path, -events);
        if (events > 0 && (events & Libc.POLLIN) == 0 && (events & (Libc.POLLERR | Libc.POLLHUP | Libc.POLLNVAL)) != 0)
            throw new V4L2Exception($"{_node.Path} stopped streaming (poll events 0x{events:X}); the camera may be unplugged.");
        return true;
    }

    /// <summary>Takes every frame that is ready and lends the newest good one; null if there is none.</summary>
    /// <param name="sequence">The running frame number, which goes on over all streams of a source; advanced by the frames taken and lost.</param>
    public Frame? TakeNewest(ref long sequence)
    {
        V4L2Buffer newest = default;
        long newestSequence = 0;
        bool found = false;
        for (int i = 0; i < _buffers.Count && TryDequeue(out V4L2Buffer buffer); i++)
        {
            CountSequence(buffer.Sequence, ref sequence);
            if (!IsWhole(buffer))
            {
                Damaged++;
                Queue((int)buffer.Index);
                continue;
            }

            if (found)
            {
                Dropped++;
                Queue((int)newest.Index);
            }

            (newest, newestSequence, found) = (buffer, sequence, true);
        }

        return found ? Lend(newest, newestSequence) : null;
    }

    /// <inheritdoc/>
    public void Return(Frame frame)
    {
        lock (_gate)
        {
            _buffers[frame.Slot].IsLent = false;
            _lent--;
            if (_closed)
                Unmap(_buffers[frame.Slot]);
            else
                TryQueue(frame.Slot);
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Stops and closes the node. Errors are ignored: the camera may be gone.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_closed)
                return;

            _closed = true;
            int type = (int)V4L2Constants.BufferTypeVideoCapture;
            _ = _node.TryIoctl(V4L2Request.StreamOff, ref type);
            foreach (MappedBuffer buffer in _buffers)
            {
                if (!buffer.IsLent)
                    Unmap(buffer);
            }

            // A mapping keeps the kernel's file open and with it the claim on the camera; this gives up the claim while frames are still lent.
            V4L2RequestBuffers none = new() { Type = V4L2Constants.BufferTypeVideoCapture, Memory = V4L2Constants.MemoryMapped };
            _ = _node.TryIoctl(V4L2Request.RequestBuffers, ref none);
            _node.Dispose();
            Monitor.PulseAll(_gate);
        }
    }

    private void Map(uint index)
    {
        V4L2Buffer buffer = Address(index);
        _node.Ioctl(V4L2Request.QueryBuffer, ref buffer);
        int result = _node.Device.Map(buffer.Length, buffer.Offset, out nint address);
        if (result < 0)
            throw new V4L2Exception("Mapping a frame buffer of", _node.Path, -result);
        _buffers.Add(new MappedBuffer(new Frame(this, (int)index), address, buffer.Length));
    }

    private void Unmap(MappedBuffer buffer) => _ = _node.Device.Unmap(buffer.Address, buffer.Length);

    private void Queue(int index)
    {
        lock (_gate)
        {
            int errno = TryQueue(index);
            if (errno != 0)
                throw new V4L2Exception("VIDIOC_QBUF on", _node.Path, errno);
        }
    }

    private int TryQueue(int index)
    {
        V4L2Buffer buffer = Address((uint)index);
        int errno = _node.TryIoctl(V4L2Request.QueueBuffer, ref buffer);
        if (errno == 0)
            _queued++;
        return errno;
    }

    private bool TryDequeue(out V4L2Buffer buffer)
    {
        buffer = Address(0);
        int errno = _node.TryIoctl(V4L2Request.DequeueBuffer, ref buffer);
        if (errno == Errno.EAGAIN)
            return false;
        if (errno != 0)
            throw new V4L2Exception("VIDIOC_DQBUF on", _node.Path, errno);
        if (buffer.Index >= _buffers.Count)
            throw new V4L2Exception($"{_node.Path} gave frame buffer {buffer.Index} of {_buffers.Count}.");

        lock (_gate)
            _queued--;
        return true;
    }

    private void CountSequence(uint number, ref long sequence)
    {
        // Unsigned, so that the step over 2³² is 1. Drivers that do not count, or start anew, make steps of 0 or absurdly many.
        uint step = number - (_lastSequence ?? number - 1);
        if (step is 0 or > 100_000)
            step = 1;
        _lastSequence = number;
        Dropped += step - 1;
        sequence += step;
    }

    private bool IsWhole(in V4L2Buffer buffer)
    {
        MappedBuffer memory = _buffers[(int)buffer.Index];
        if ((buffer.Flags & V4L2Constants.BufferError) != 0 || buffer.BytesUsed == 0 || buffer.BytesUsed > Math.Min(memory.Length, int.MaxValue))
            return false;

        return _format.Pixels == PixelFormat.Jpeg
            ? JpegEnds.AreThere(new ReadOnlySpan<byte>((byte*)memory.Address, (int)buffer.BytesUsed))
            : buffer.BytesUsed >= _format.ByteCount;
    }

    private Frame Lend(in V4L2Buffer buffer, long sequence)
    {
        long now = _time.GetTimestamp();
        TimeSpan age = TimeSpan.Zero;
        if ((buffer.Flags & V4L2Constants.BufferTimestampMask) == V4L2Constants.BufferTimestampMonotonic)
        {
            // Stopwatch and the driver read the same clock, CLOCK_MONOTONIC; an age that cannot be comes from a driver that
            // stamps wrongly, perhaps with anything.
            double told = _time.GetElapsedTime(0, now).TotalSeconds - (buffer.Seconds + (buffer.Microseconds * 1e-6));
            if (told is > 0 and < 10)
                age = TimeSpan.FromSeconds(told);
        }

        MappedBuffer memory = _buffers[(int)buffer.Index];
        lock (_gate)
        {
            memory.IsLent = true;
            _lent++;
        }

        int length = (int)(_format.Pixels == PixelFormat.Jpeg ? buffer.BytesUsed : _format.ByteCount);
        long stamp = now - (long)(age.TotalSeconds * _time.TimestampFrequency);
        return memory.Frame.Lend((byte*)memory.Address, length, _format, sequence, _time.GetUtcNow() - age, stamp);
    }

    private static V4L2Buffer Address(uint index) =>
        new() { Index = index, Type = V4L2Constants.BufferTypeVideoCapture, Memory = V4L2Constants.MemoryMapped };

    private sealed class MappedBuffer(Frame frame, nint address, uint length)
    {
        public Frame Frame => frame;

        public nint Address => address;

        public uint Length => length;

        public bool IsLent { get; set; }
    }
}
