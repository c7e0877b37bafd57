using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Interop;
using EdgeVision.Linux;

namespace EdgeVision.EdgeAgent.Tests.Gpio;

/// <summary>A kernel with chips of the test's choice.</summary>
internal sealed unsafe class FakeGpioKernel : IGpioKernel
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (FakeGpioChip Chip, FakeGpioLine? Line)> _open = [];
    private int _next = 100;

    /// <summary>Chips by path; one chip may have two.</summary>
    public SortedDictionary<string, FakeGpioChip> Chips { get; } = new(StringComparer.Ordinal);

    public string? Group { get; set; } = "gpio";

    /// <summary>An errno that every description of a line gives, as an old kernel does.</summary>
    public int DescriptionError { get; set; }

    /// <summary>Descriptors that nobody has closed.</summary>
    public int OpenCount
    {
        get
        {
            lock (_gate)
                return _open.Count;
        }
    }

    /// <summary>Gives an input a voltage from outside, and whoever follows it an edge.</summary>
    public void Pull(FakeGpioLine line, bool high)
    {
        lock (_gate)
        {
            if (line.High == high)
                return;
            line.High = high;
            if ((line.Flags & GpioCode.FlagRisingEdges) != 0 && line.Holder is not null)
                AddEdge(line, high != line.ActiveLow);
        }
    }

    /// <summary>Tells whoever follows an input an edge, whatever its voltage is.</summary>
    public void AddEdge(FakeGpioLine line, bool active)
    {
        lock (_gate)
            line.Edges.Enqueue((active, (ulong)Stopwatch.GetTimestamp()));
    }

    public IReadOnlyList<string> ListChips() => [.. Chips.Keys];

    public int Wait(int descriptor, TimeSpan limit, out bool isReady)
    {
        (FakeGpioChip chip, FakeGpioLine? line) = At(descriptor);
        isReady = SpinWait.SpinUntil(() => HasNews(chip, line!), limit);
        return 0;
    }

    public int Read(int descriptor, Span<GpioLineEvent> events, out int count)
    {
        count = 0;
        (FakeGpioChip chip, FakeGpioLine? line) = At(descriptor);
        if (chip.Gone)
            return Errno.ENODEV;
        lock (_gate)
        {
            while (count < events.Length && line!.Edges.TryDequeue(out (bool Active, ulong At) edge))
                events[count++] = new GpioLineEvent { Identifier = edge.Active ? GpioCode.EventRisingEdge : GpioCode.EventFallingEdge, Nanoseconds = edge.At };
        }

        return 0;
    }

    public int Open(string path, out int descriptor)
    {
        descriptor = -1;
        if (!Chips.TryGetValue(path, out FakeGpioChip? chip))
            return Errno.ENOENT;
        if (chip.OpenError != 0)
            return chip.OpenError;
        descriptor = Add(chip, null);
        return 0;
    }

    public int Ioctl(int descriptor, uint request, void* argument)
    {
        (FakeGpioChip chip, FakeGpioLine? line) = At(descriptor);
        if (chip.Gone)
            return Errno.ENODEV;
        return request switch
        {
            GpioCode.GetValues => Look(line!, (GpioLineValues*)argument),
            GpioCode.GetChip => Describe(chip, (GpioChip*)argument),
            GpioCode.GetLineDescription => Describe(chip, (GpioLineDescription*)argument),
            GpioCode.GetLine => Lend(chip, (GpioLineRequest*)argument),
            GpioCode.SetValues => Drive(line!, *(GpioLineValues*)argument),
            _ => Errno.ENOTTY,
        };
    }

    public void Close(int descriptor)
    {
        lock (_gate)
        {
            Assert.True(_open.Remove(descriptor, out var entry));
            if (entry.Line is { } line)
                line.Holder = null;
        }
    }

    public string? GroupOf(string path) => Group;

    private static void Write(string text, byte* destination) => Encoding.UTF8.GetBytes(text, new Span<byte>(destination, 31));

    private static int Describe(FakeGpioChip chip, GpioChip* answer)
    {
        Write(chip.Name, answer->Name);
        Write(chip.Label, answer->Label);
        answer->Lines = (uint)chip.Lines.Length;
        return 0;
    }

    private static int Look(FakeGpioLine line, GpioLineValues* values)
    {
        Assert.Equal(1UL, values->Mask);
        values->Bits = line.High != line.ActiveLow ? 1UL : 0UL;
        return 0;
    }

    private static int Drive(FakeGpioLine line, GpioLineValues values)
    {
        Assert.Equal(1UL, values.Mask);
        line.Voltages.Add((values.Bits & 1) != 0 != line.ActiveLow);
        return 0;
    }

    private int Describe(FakeGpioChip chip, GpioLineDescription* answer)
    {
        if (DescriptionError != 0)
            return DescriptionError;
        if (answer->Offset >= chip.Lines.Length)
            return Errno.EINVAL;
        Write(chip.Lines[answer->Offset].Name, answer->Name);
        Write(chip.Lines[answer->Offset].Holder ?? "", answer->Consumer);
        return 0;
    }

    private int Lend(FakeGpioChip chip, GpioLineRequest* request)
    {
        Assert.Equal(1u, request->LineCount);
        FakeGpioLine line = chip.Lines[request->Offsets[0]];
        if (line.Holder is not null)
            return Errno.EBUSY;
        ref GpioLineConfiguration configuration = ref request->Configuration;
        bool isInput = (configuration.Flags & GpioCode.FlagInput) != 0;
        Assert.NotEqual(isInput, (configuration.Flags & GpioCode.FlagOutput) != 0);
        if (isInput && !chip.HasInterrupts && ((configuration.Flags & GpioCode.FlagRisingEdges) != 0 || configuration.AttributeCount > 0))
            return Errno.ENXIO;
        line.Flags = configuration.Flags;
        line.Edges.Clear();
        line.ActiveLow = (configuration.Flags & GpioCode.FlagActiveLow) != 0;
        line.Holder = Marshal.PtrToStringUTF8((nint)request->Consumer);
        if (isInput)
            line.Debounce = DebounceOf(configuration);
        else
            DriveFirst(line, configuration);
        request->Descriptor = Add(chip, line);
        return 0;
    }

    private static uint DebounceOf(in GpioLineConfiguration configuration)
    {
        if (configuration.AttributeCount == 0)
            return 0;
        Assert.Equal(
            (1u, GpioCode.AttributeDebounce, 1UL), (configuration.AttributeCount, configuration.Attributes[0].Identifier, configuration.Attributes[0].Mask));
        return (uint)configuration.Attributes[0].Values;
    }

    private static void DriveFirst(FakeGpioLine line, in GpioLineConfiguration configuration)
    {
        Assert.Equal(1u, configuration.AttributeCount);
        Assert.Equal(GpioCode.AttributeOutputValues, configuration.Attributes[0].Identifier);
        Drive(line, new GpioLineValues { Bits = configuration.Attributes[0].Values, Mask = configuration.Attributes[0].Mask });
    }

    private bool HasNews(FakeGpioChip chip, FakeGpioLine line)
    {
        lock (_gate)
            return line.Edges.Count > 0 || (chip.Gone && chip.WakesWhenGone);
    }

    private (FakeGpioChip Chip, FakeGpioLine? Line) At(int descriptor)
    {
        lock (_gate)
            return _open[descriptor];
    }

    private int Add(FakeGpioChip chip, FakeGpioLine? line)
    {
        lock (_gate)
        {
            _open.Add(_next, (chip, line));
            return _next++;
        }
    }
}
