namespace EdgeVision.EdgeAgent.Tests.Gpio;

/// <summary>A line of a <see cref="FakeGpioChip"/>.</summary>
internal sealed class FakeGpioLine(string name)
{
    public string Name => name;

    /// <summary>Who holds it; <see langword="null"/>: nobody.</summary>
    public string? Holder { get; set; }

    /// <summary>The voltage's history after active-low: high or low, from the request on.</summary>
    public List<bool> Voltages { get; } = [];

    public bool ActiveLow { get; set; }

    /// <summary>The voltage that the world outside gives an input.</summary>
    public bool High { get; set; }

    /// <summary>The flags of the last request.</summary>
    public ulong Flags { get; set; }

    /// <summary>Microseconds, of the last request.</summary>
    public uint Debounce { get; set; }

    /// <summary>Edges that nobody has read: whether each was to active, and when, in nanoseconds.</summary>
    public Queue<(bool Active, ulong At)> Edges { get; } = [];
}
