namespace EdgeVision.EdgeAgent.Gpio.Expanders;

/// <summary>A line of an expander, lent until it is disposed. Setting it neither waits for the bus nor allocates.</summary>
internal sealed class ExpanderLine(ExpanderBus bus, ExpanderChip chip, int number, bool activeLow) : IGpioOutput
{
    // Many times what a transfer takes; a stop of the daemon waits this long.
    private static readonly TimeSpan s_lastWrite = TimeSpan.FromMilliseconds(300);

    private readonly ushort _line = (ushort)(1 << number);
    private bool _disposed;

    public string Description { get; } = $"{chip.Address} line {number}";

    /// <inheritdoc/>
    /// <remarks>The level is on the wire a moment later. Throws when an earlier level could not be driven.</remarks>
    public void Set(bool active)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        chip.Set(_line, active != activeLow);
        bus.Wake();
        if ((chip.Error ?? bus.Hang) is { } error)
            throw new GpioException(error);
    }

    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        // The last level is to be on the wire before anybody thinks that the line is given back.
        bus.Await(() => chip.Shows(_line) || chip.Error is not null, s_lastWrite);
        chip.Release(_line);
        bus.Wake();
        if (chip.IsReleased)
            bus.Await(() => chip.IsClosed, s_lastWrite);
    }
}
