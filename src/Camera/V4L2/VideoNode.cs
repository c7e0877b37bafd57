using EdgeVision.Camera.V4L2.Interop;
using EdgeVision.Linux;

namespace EdgeVision.Camera.V4L2;

/// <summary>An open video node: repeats interrupted calls and turns errno into exceptions with a sentence.</summary>
internal sealed unsafe class VideoNode : IDisposable
{
    // Bounds on enumerations, for drivers that never say they are at the end.
    private const uint MaxFormats = 128;
    private const uint MaxSizes = 256;
    private const uint MaxRates = 64;

    private readonly IVideoDevice _device;

    private VideoNode(IVideoDevice device, string path)
    {
        _device = device;
        Path = path;
        V4L2Capability capability = default;
        Ioctl(V4L2Request.QueryCapability, ref capability);
        Capabilities = capability.OfThisNode;
        Driver = Text(capability.Driver);
        Card = Text(capability.Card);
        Bus = Text(capability.Bus);
    }

    public string Path { get; }

    public uint Capabilities { get; }

    public string Driver { get; }

    /// <summary>The product's name.</summary>
    public string Card { get; }

    /// <summary>Where it is plugged in.</summary>
    public string Bus { get; }

    /// <summary>The system calls, for the stream.</summary>
    public IVideoDevice Device => _device;

    public bool CanCapture =>
        (Capabilities & V4L2Constants.CapabilityVideoCapture) != 0
        && (Capabilities & V4L2Constants.CapabilityMemoryToMemory) == 0
        && (Capabilities & V4L2Constants.CapabilityStreaming) != 0;

    /// <summary>
    /// Whether it becomes a camera as soon as a program writes pictures into it. A v4l2loopback node is an output until a program opens it, has no
    /// capability until that program has written its first picture, and is then a camera.
    /// </summary>
    public bool IsLoopback => Driver == "v4l2 loopback" || (Capabilities & V4L2Constants.CapabilityVideoOutput) != 0;

    /// <summary>Opens a node and asks what it is.</summary>
    public static VideoNode Open(IVideoNodes nodes, string path)
    {
        int result;
        IVideoDevice? device;
        do
            result = nodes.Open(path, out device);
        while (result == -Errno.EINTR);
        if (result < 0 || device is null)
            throw new V4L2Exception("Opening", path, -result);

        try
        {
            return new VideoNode(device, path);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    /// <summary>The modes: formats, sizes and rates. Of a format whose sizes are a range, the size in it that is nearest to the wanted one.</summary>
    public IEnumerable<V4L2Mode> Modes(int wantedWidth, int wantedHeight)
    {
        V4L2FormatDescription format = new() { Type = V4L2Constants.BufferTypeVideoCapture };
        for (; format.Index < MaxFormats && TryIoctl(V4L2Request.EnumerateFormats, ref format) == 0; format.Index++)
        {
            uint code = format.PixelFormat;
            V4L2FrameSize size = new() { PixelFormat = code };
            for (; size.Index < MaxSizes && TryIoctl(V4L2Request.EnumerateFrameSizes, ref size) == 0; size.Index++)
            {
                bool discrete = size.Type == V4L2Constants.FrameSizeDiscrete;
                uint width = discrete ? size.DiscreteWidth : Nearest(wantedWidth, size.MinWidth, size.MaxWidth, size.StepWidth);
                uint height = discrete ? size.DiscreteHeight : Nearest(wantedHeight, size.MinHeight, size.MaxHeight, size.StepHeight);
                yield return Mode(code, width, height, !discrete);
                if (!discrete)
                    break;
            }

            // A driver that does not list sizes takes the wanted one or says in S_FMT what it takes instead.
            if (size.Index == 0 && size.Type == 0)
                yield return Mode(code, (uint)Math.Min(wantedWidth, 4096), (uint)Math.Min(wantedHeight, 4096), isLargest: true);
        }
    }

    /// <summary>Asks for a mode; the answer is what the driver will really send.</summary>
    public V4L2Format SetFormat(V4L2Mode mode)
    {
        V4L2Format format = new()
        {
            Type = V4L2Constants.BufferTypeVideoCapture,
            Width = (uint)mode.Width,
            Height = (uint)mode.Height,
            PixelFormat = mode.Code,
            Field = V4L2Constants.FieldNone,
            Private = V4L2Constants.ExtendedFieldsValid,
        };
        Ioctl(V4L2Request.SetFormat, ref format);
        return format;
    }

    /// <summary>Asks for a rate and returns the one that the driver set; null where the driver cannot set rates.</summary>
    public double? SetRate(double framesPerSecond)
    {
        V4L2StreamParameters parameters = new() { Type = V4L2Constants.BufferTypeVideoCapture };
        if (TryIoctl(V4L2Request.GetParameters, ref parameters) != 0)
            return null;

        if ((parameters.Capability & V4L2Constants.TimePerFrame) != 0)
        {
            V4L2StreamParameters wanted = parameters;
            wanted.IntervalNumerator = 1000;
            wanted.IntervalDenominator = (uint)(framesPerSecond * 1000);
            if (TryIoctl(V4L2Request.SetParameters, ref wanted) == 0)
                parameters = wanted;
        }

        return Rate(parameters.IntervalNumerator, parameters.IntervalDenominator);
    }

    /// <summary>ioctl, repeated when interrupted.</summary>
    public void Ioctl<T>(uint request, ref T argument)
        where T : unmanaged
    {
        int errno = TryIoctl(request, ref argument);
        if (errno != 0)
            throw new V4L2Exception(V4L2Request.NameOf(request) + " on", Path, errno);
    }

    /// <summary>ioctl, repeated when interrupted. Returns 0 or errno.</summary>
    public int TryIoctl<T>(uint request, ref T argument)
        where T : unmanaged
    {
        int result;
        fixed (T* pointer = &argument)
        {
            do
                result = _device.Ioctl(request, pointer);
            while (result == -Errno.EINTR);
        }

        return result < 0 ? -result : 0;
    }

    public void Dispose() => _device.Dispose();

    private V4L2Mode Mode(uint code, uint width, uint height, bool isLargest) =>
        new(V4L2PixelFormats.NameOf(code), V4L2PixelFormats.FromCode(code), (int)width, (int)height, isLargest, Rates(code, width, height)) { Code = code };

    private List<double> Rates(uint code, uint width, uint height)
    {
        List<double> rates = [];
        V4L2FrameInterval interval = new() { PixelFormat = code, Width = width, Height = height };
        for (; interval.Index < MaxRates && TryIoctl(V4L2Request.EnumerateFrameIntervals, ref interval) == 0; interval.Index++)
        {
            if (Rate(interval.MinNumerator, interval.MinDenominator) is { } rate)
                rates.Add(rate);
            if (interval.Type != V4L2Constants.FrameIntervalDiscrete)
                break;
        }

        rates.Sort(static (a, b) => b.CompareTo(a));
        return rates;
    }

    private static double? Rate(uint numerator, uint denominator) => numerator == 0 || denominator == 0 ? null : (double)denominator / numerator;

    private static uint Nearest(int wanted, uint min, uint max, uint step)
    {
        uint value = Math.Clamp((uint)wanted, min, Math.Max(min, max));
        return step > 1 ? min + (value - min) / step * step : value;
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        // The names are the device's own words.
        return Visible.Of(end < 0 ? bytes : bytes[..end]);
    }
}
