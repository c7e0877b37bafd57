using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Gpio.Expanders;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>One line that is active while a rule holds in front of any camera.</summary>
internal sealed record OutputOptions
{
    /// <summary>Unique; for messages.</summary>
    [RegularExpression(TopicName.Pattern), TextKind(TextKind.TopicLevel)]
    public required string Name { get; init; }

    /// <summary>
    /// character-device drives a line of the board, the chips' names one of an expander or relay board on an I²C bus, simulated only writes what it would do.
    /// Default character-device.
    /// </summary>
    public OutputDriver Driver { get; init; } = OutputDriver.CharacterDevice;

    /// <summary>The chip's label (pinctrl-rp1), name (gpiochip0) or path. Default: the chip that has the named line.</summary>
    [MinLength(1)]
    public string? Chip { get; init; }

    /// <summary>Expanders: the I²C bus, by its number (1) or path (/dev/i2c-1).</summary>
    [MinLength(1)]
    public string? Bus { get; init; }

    /// <summary>Expanders: the chip's address as i2cdetect prints it, with 0x in front (0x20).</summary>
    [MinLength(1)]
    public string? Address { get; init; }

    /// <summary>The line's name (GPIO17) or its offset in the chip (17); of an expander its number from 0. A simulated output needs none.</summary>
    [MinLength(1)]
    public string? Line { get; init; }

    /// <summary>Whether active means 0 V. Default false.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>The name of the rule to follow.</summary>
    [MinLength(1)]
    public required string Rule { get; init; }

    /// <summary>Shortest time the line stays active. Default 0 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MinimumOn { get; init; }

    /// <summary>Shortest time the line stays inactive. Default 0 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MinimumOff { get; init; }

    /// <summary>The level at start, at stop and when nothing could be seen for too long. Default inactive.</summary>
    public OutputLevel SafeLevel { get; init; } = OutputLevel.Inactive;

    /// <summary>
    /// Time without an inference after which the line goes to its safe level; frames not inferred because their input is not active count as inferred.
    /// Default 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The kind of expander it is on; <see langword="null"/>: on none.</summary>
    internal ExpanderKind? Expander => Driver switch
    {
        OutputDriver.Pcf8574 => ExpanderKind.Pcf8574,
        OutputDriver.Pcf8575 => ExpanderKind.Pcf8575,
        OutputDriver.Mcp23008 => ExpanderKind.Mcp23008,
        OutputDriver.Mcp23017 => ExpanderKind.Mcp23017,
        _ => null,
    };

    /// <summary>Its line, as it is named here.</summary>
    internal LineName LineName => new(Chip, Line);

    /// <summary>The request for its line, with the safe level as the first one.</summary>
    public GpioOutputRequest ToRequest() => new(Chip, Line ?? Name, ActiveLow, InitiallyActive: SafeLevel == OutputLevel.Active, "edgevision")
    {
        Expander = Expander is { } kind ? new ExpanderAddress(kind, I2cBusPath.From(Bus ?? ""), I2cBusPath.ParseAddress(Address)) : null,
    };
}
