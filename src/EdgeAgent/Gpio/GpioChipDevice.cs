using System.Runtime.InteropServices;
using System.Text;
using EdgeVision.EdgeAgent.Gpio.Interop;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>An open GPIO chip: names its lines and lends them.</summary>
internal sealed unsafe class GpioChipDevice : IDisposable
{
    private const int MaxConsumerBytes = 31;

    private readonly IGpioKernel _kernel;
    private readonly GpioDescriptor _descriptor;

    private GpioChipDevice(IGpioKernel kernel, GpioDescriptor descriptor, string path, in GpioChip chip)
    {
        _kernel = kernel;
        _descriptor = descriptor;
        Path = path;
        fixed (byte* name = chip.Name, label = chip.Label)
        {
            Name = Text(name);
            Label = Text(label);
        }

        LineCount = chip.Lines;
    }

    public string Path { get; }

    /// <summary>The kernel's name, <c>gpiochip0</c>; the number may differ after the next start.</summary>
    public string Name { get; }

    /// <summary>The hardware's name, <c>pinctrl-rp1</c>.</summary>
    public string Label { get; }

    public uint LineCount { get; }

    /// <summary>Opens the chip at a path.</summary>
    /// <returns>The chip and 0, or <see langword="null"/> and an errno.</returns>
    public static GpioChipDevice? Open(IGpioKernel kernel, string path, out int errno)
    {
        errno = kernel.Open(path, out int number);
        if (errno != 0)
            return null;
        var descriptor = new GpioDescriptor(kernel, number);
        var chip = default(GpioChip);
        errno = descriptor.Ioctl(GpioCode.GetChip, ref chip);
        if (errno == 0)
            return new GpioChipDevice(kernel, descriptor, path, chip);
        descriptor.Dispose();
        return null;
    }

    /// <summary>All lines of this name: a board's description may repeat one.</summary>
    public IEnumerable<uint> FindLines(string name)
    {
        for (uint offset = 0; offset < LineCount; offset++)
        {
            if (NameOf(offset) == name)
                yield return offset;
        }
    }

    /// <summary>The line's name; empty when it has none.</summary>
    public string NameOf(uint offset)
    {
        GpioLineDescription line = Describe(offset);
        return Text(line.Name);
    }

    /// <summary>Takes a line as an output with its first level.</summary>
    /// <exception cref="GpioException">The kernel refuses.</exception>
    public GpioLineOutput RequestOutput(uint offset, GpioOutputRequest request)
    {
        var line = default(GpioLineRequest);
        line.Configuration.Flags = GpioCode.FlagOutput | (request.ActiveLow ? GpioCode.FlagActiveLow : 0);
        // The first level is part of the request: the line is never an output at any other.
        line.Configuration.AttributeCount = 1;
        line.Configuration.Attributes[0] = new GpioLineAttribute
        {
            Identifier = GpioCode.AttributeOutputValues,
            Values = request.InitiallyActive ? 1UL : 0UL,
            Mask = 1,
        };
        GpioDescriptor descriptor = Request(offset, ref line, request.Consumer, "an output", out string description);
        return new GpioLineOutput(descriptor, description);
    }

    /// <summary>Takes a line as an input.</summary>
    /// <exception cref="GpioException">The kernel refuses.</exception>
    public GpioLineInput RequestInput(uint offset, GpioInputRequest request)
    {
        var line = default(GpioLineRequest);
        line.Configuration.Flags = GpioCode.FlagInput
            | (request.ActiveLow ? GpioCode.FlagActiveLow : 0)
            | (request.WithEdges ? GpioCode.FlagRisingEdges | GpioCode.FlagFallingEdges : 0)
            | request.Bias switch
            {
                GpioBias.PullUp => GpioCode.FlagPullUp,
                GpioBias.PullDown => GpioCode.FlagPullDown,
                GpioBias.Disabled => GpioCode.FlagNoBias,
                _ => 0,
            };
        if (request.Debounce > TimeSpan.Zero)
        {
            line.Configuration.AttributeCount = 1;
            line.Configuration.Attributes[0] = new GpioLineAttribute
            {
                Identifier = GpioCode.AttributeDebounce,
                Values = (uint)request.Debounce.TotalMicroseconds,
                Mask = 1,
            };
        }

        GpioDescriptor descriptor = Request(offset, ref line, request.Consumer, "an input", out string description);
        return new GpioLineInput(descriptor, description);
    }

    public void Dispose() => _descriptor.Dispose();

    private static void WriteConsumer(string consumer, Span<byte> destination) =>
        Encoding.UTF8.GetEncoder().Convert(consumer, destination, flush: true, out _, out _, out _);

    private static string Text(byte* text) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text));

    private GpioDescriptor Request(uint offset, ref GpioLineRequest line, string consumer, string purpose, out string description)
    {
        string name = NameOf(offset);
        description = $"{Label} line {offset}{(name.Length == 0 ? "" : $" ({name})")}";
        line.Offsets[0] = offset;
        line.LineCount = 1;
        fixed (byte* text = line.Consumer)
            WriteConsumer(consumer, new Span<byte>(text, MaxConsumerBytes));
        int errno = _descriptor.Ioctl(GpioCode.GetLine, ref line);
        return errno == 0 ? new GpioDescriptor(_kernel, line.Descriptor) : throw new GpioException(Refusal(description, offset, purpose, errno));
    }

    private GpioLineDescription Describe(uint offset)
    {
        var line = new GpioLineDescription { Offset = offset };
        int errno = _descriptor.Ioctl(GpioCode.GetLineDescription, ref line);
        if (errno is Errno.EINVAL or Errno.ENOTTY)
            throw new GpioException($"The kernel does not know version 2 of the GPIO interface, which {Path} needs; use Linux 5.10 or newer.");
        return errno == 0 ? line : throw new GpioException($"{Label} line {offset} cannot be read: {Errno.Describe(errno)}.");
    }

    private string Refusal(string description, uint offset, string purpose, int errno)
    {
        if (errno == Errno.ENXIO)
            return $"{description} cannot tell when it changes: its chip has no interrupts; choose a line of another chip.";
        if (errno != Errno.EBUSY)
            return $"{description} cannot be taken as {purpose}: {Errno.Describe(errno)}.";
        GpioLineDescription line = Describe(offset);
        string holder = Text(line.Consumer);
        return $"{description} is held by {(holder.Length == 0 ? "somebody without a name" : $"“{holder}”")}; stop that program or choose another line.";
    }
}
