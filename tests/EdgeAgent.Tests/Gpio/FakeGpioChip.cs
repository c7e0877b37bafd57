namespace EdgeVision.EdgeAgent.Tests.Gpio;

/// <summary>A chip of a <see cref="FakeGpioKernel"/>.</summary>
internal sealed class FakeGpioChip(string name, string label, params string[] lines)
{
    public string Name => name;

    public string Label => label;

    public FakeGpioLine[] Lines { get; } = [.. lines.Select(line => new FakeGpioLine(line))];

    /// <summary>What opening it gives.</summary>
    public int OpenError { get; set; }

    /// <summary>Whether the device has been pulled out.</summary>
    public bool Gone { get; set; }

    /// <summary>Whether whoever waits for events is woken when it is pulled out, as newer kernels do.</summary>
    public bool WakesWhenGone { get; set; } = true;

    /// <summary>Whether it can tell changes.</summary>
    public bool HasInterrupts { get; set; } = true;
}
