namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>The line that a pin number of <see cref="CharacterDeviceDriver"/> stands for.</summary>
/// <param name="Chip">A chip's label, name or path; <see langword="null"/>: any chip that has the named line.</param>
/// <param name="Line">A line's name or its offset in the chip.</param>
internal sealed record GpioPinLine(string? Chip, string Line)
{
    /// <summary>Whether active, which the API calls high, means 0 V.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>What pulls an input that nobody drives, where the API asks for no pull of its own.</summary>
    public GpioBias Bias { get; init; }

    /// <summary>The kernel ignores changes of an input that last no longer than this; zero: it ignores none.</summary>
    public TimeSpan Debounce { get; init; }

    /// <summary>The first level of an output that is opened without one; <see langword="null"/>: that is refused.</summary>
    public bool? FirstActive { get; init; }

    /// <summary>Whom the kernel names as the holder.</summary>
    public string Consumer { get; init; } = "edgevision";
}
