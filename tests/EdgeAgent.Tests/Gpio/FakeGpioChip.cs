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
}
