using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Configuration;
using EdgeVision.EdgeAgent.Gpio;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>One line that is active while a rule holds in front of any camera.</summary>
internal sealed record OutputOptions
{
    /// <summary>Unique; for messages.</summary>
    [RegularExpression(TopicName.Pattern)]
    public required string Name { get; init; }

    /// <summary>character-device drives a real line, simulated only writes what it would do. Default character-device.</summary>
    public OutputDriver Driver { get; init; } = OutputDriver.CharacterDevice;

    /// <summary>The chip's label (pinctrl-rp1), name (gpiochip0) or path. Default: the chip that has the named line.</summary>
    [MinLength(1)]
    public string? Chip { get; init; }

    /// <summary>The line's name (GPIO17) or its offset in the chip (17). A simulated output needs none.</summary>
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

    /// <summary>Time without an inference after which the line goes to its safe level. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The request for its line, with the safe level as the first one.</summary>
    public GpioOutputRequest ToRequest() => new(Chip, Line ?? Name, ActiveLow, InitiallyActive: SafeLevel == OutputLevel.Active, "edgevision");
}
