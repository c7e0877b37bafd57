using System.Runtime.CompilerServices;
using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Linux;

namespace EdgeVision.Camera.Tests.V4L2;

/// <summary>A camera opened once: answers as a kernel driver would, in the structs' own layout.</summary>
internal sealed unsafe class FakeVideoDevice(FakeVideoNodes nodes, FakeCamera camera) : IVideoDevice
{
    private const int BadDescriptor = 9;

    private readonly object _gate = new();
    private readonly Queue<uint> _queued = new();
    private readonly Queue<V4L2Buffer> _ready = new();
    private readonly List<nint> _memory = [];
    private uint _sizeImage = 8;
    private uint _format;
    private bool _streaming;
    private bool _closed;
    private int _calls;

    public int Ioctl(uint request, void* argument)
    {
        lock (_gate)
        {
            if (camera.InterruptsEveryThirdCall && _calls++ % 3 == 0)
                return -Errno.EINTR;
            if (_closed)
                return -BadDescriptor;
            if (camera.IsUnplugged)
                return -Errno.ENODEV;
            if (!camera.IsQueryable)
                return -Errno.ENOTTY;
            if (camera.Failures.TryGetValue(request, out Queue<int>? errnos) && errnos.TryDequeue(out int errno))
                return -errno;

            return request switch
            {
                V4L2Request.QueryCapability => QueryCapability(ref Unsafe.AsRef<V4L2Capability>(argument)),
                V4L2Request.EnumerateFormats => EnumerateFormats(ref Unsafe.AsRef<V4L2FormatDescription>(argument)),
                V4L2Request.EnumerateFrameSizes => EnumerateSizes(ref Unsafe.AsRef<V4L2FrameSize>(argument)),
                V4L2Request.EnumerateFrameIntervals => EnumerateRates(ref Unsafe.AsRef<V4L2FrameInterval>(argument)),
                V4L2Request.SetFormat => SetFormat(ref Unsafe.AsRef<V4L2Format>(argument)),
                V4L2Request.RequestBuffers => RequestBuffers(ref Unsafe.AsRef<V4L2RequestBuffers>(argument)),
                V4L2Request.QueryBuffer => QueryBuffer(ref Unsafe.AsRef<V4L2Buffer>(argument)),
                V4L2Request.QueueBuffer => Enqueue(Unsafe.AsRef<V4L2Buffer>(argument).Index),
                V4L2Request.DequeueBuffer => Dequeue(ref Unsafe.AsRef<V4L2Buffer>(argument)),
                V4L2Request.StreamOn => Stream(true),
                V4L2Request.StreamOff => Stream(false),
                _ => -Errno.ENOTTY,
            };
        }
    }

    public int Poll(int milliseconds)
    {
        lock (_gate)
        {
            if (camera.InterruptsEveryThirdCall && _calls++ % 3 == 0)
                return -Errno.EINTR;
            if (!camera.IsUnplugged && !camera.IsSilent && !camera.SilentFormats.Contains(_format) && _ready.Count == 0 && _queued.Count > 0)
                Produce();
            if (camera.IsUnplugged || !_streaming)
                return Libc.POLLERR | Libc.POLLHUP;
            if (_ready.Count > 0)
                return Libc.POLLIN;
        }

        Thread.Sleep(Math.Min(milliseconds, 5));
        return 0;
    }

    public int Map(nuint length, uint offset, out nint address)
    {
        address = nodes.Map(length);
        _memory.Add(address);
        return 0;
    }

    public int Unmap(nint address, nuint length) => nodes.Unmap(address, length);

    public void Dispose()
    {
        lock (_gate)
        {
            if (!_closed)
                nodes.Closed();
            _closed = true;
        }
    }

    private void Produce()
    {
        FakeFrame[]? frames = camera.Script(camera.Polls++);
        camera.IsUnplugged |= frames is null;
        foreach (FakeFrame frame in frames ?? [])
        {
            if (!_queued.TryDequeue(out uint index))
                return;

            Span<byte> memory = new((void*)_memory[(int)index], (int)_sizeImage);
            memory.Fill((byte)frame.Number);
            frame.Bytes?.CopyTo(memory);
            _ready.Enqueue(new V4L2Buffer
            {
                Index = index,
                BytesUsed = frame.BytesUsed ?? (uint)(frame.Bytes?.Length ?? (int)_sizeImage),
                Flags = frame.Flags | (frame.Timestamp is null ? 0 : V4L2Constants.BufferTimestampMonotonic),
                Seconds = (long)(frame.Timestamp ?? TimeSpan.Zero).TotalSeconds,
                Microseconds = (long)((frame.Timestamp ?? TimeSpan.Zero).TotalMicroseconds % 1_000_000),
                Sequence = frame.Sequence ?? (uint)frame.Number,
            });
        }
    }

    private int QueryCapability(ref V4L2Capability capability)
    {
        capability.Capabilities = V4L2Constants.CapabilityDeviceCapabilities | 0x00FF_FFFF;
        capability.DeviceCapabilities = camera.Capabilities;
        System.Text.Encoding.UTF8.GetBytes(camera.Driver, capability.Driver);
        System.Text.Encoding.UTF8.GetBytes(camera.Card, capability.Card);
        System.Text.Encoding.UTF8.GetBytes(camera.Bus, capability.Bus);
        return 0;
    }

    private int EnumerateFormats(ref V4L2FormatDescription format)
    {
        uint[] codes = [.. camera.Modes.Select(mode => mode.Code).Distinct()];
        if (format.Index >= codes.Length)
            return -Errno.EINVAL;
        format.PixelFormat = codes[format.Index];
        return 0;
    }

    private int EnumerateSizes(ref V4L2FrameSize size)
    {
        uint code = size.PixelFormat;
        (uint, int Width, int Height, double[])[] modes = [.. camera.Modes.Where(mode => mode.Code == code)];
        if (size.Index >= modes.Length)
            return -Errno.EINVAL;
        size.Type = V4L2Constants.FrameSizeDiscrete;
        size.DiscreteWidth = (uint)modes[size.Index].Width;
        size.DiscreteHeight = (uint)modes[size.Index].Height;
        return 0;
    }

    private int EnumerateRates(ref V4L2FrameInterval interval)
    {
        (uint code, uint width, uint height) = (interval.PixelFormat, interval.Width, interval.Height);
        double[] rates = camera.Modes.First(mode => mode.Code == code && mode.Width == width && mode.Height == height).Rates;
        if (interval.Index >= rates.Length)
            return -Errno.EINVAL;
        interval.Type = V4L2Constants.FrameIntervalDiscrete;
        interval.MinNumerator = 10;
        interval.MinDenominator = (uint)(rates[interval.Index] * 10);
        return 0;
    }

    private int SetFormat(ref V4L2Format format)
    {
        (format.Width, format.Height) = camera.ForcedSize ?? (format.Width, format.Height);
        _format = format.PixelFormat;
        bool jpeg = format.PixelFormat == Camera.V4L2.V4L2PixelFormats.MotionJpeg;
        uint bytesPerPixel = format.PixelFormat == Camera.V4L2.V4L2PixelFormats.Yuyv ? 2u : 1u;
        format.BytesPerLine = jpeg ? 0 : format.Width * bytesPerPixel + camera.LinePadding;
        format.SizeImage = _sizeImage = jpeg ? 20_000 : format.BytesPerLine * format.Height;
        format.Field = camera.Field;
        return 0;
    }

    private int RequestBuffers(ref V4L2RequestBuffers request)
    {
        request.Count = Math.Min(request.Count, camera.GrantAtMost);
        return 0;
    }

    private int QueryBuffer(ref V4L2Buffer buffer)
    {
        buffer.Length = _sizeImage;
        buffer.Offset = buffer.Index * 4096;
        return 0;
    }

    private int Enqueue(uint index)
    {
        _queued.Enqueue(index);
        return 0;
    }

    private int Dequeue(ref V4L2Buffer buffer)
    {
        if (!_ready.TryDequeue(out V4L2Buffer ready))
            return -Errno.EAGAIN;
        buffer = ready;
        return 0;
    }

    private int Stream(bool on)
    {
        _streaming = on;
        return 0;
    }
}
