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
}
