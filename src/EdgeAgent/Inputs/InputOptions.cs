using System.ComponentModel.DataAnnotations;
using EdgeVision.EdgeAgent.Gpio;
using EdgeVision.EdgeAgent.Settings;

namespace EdgeVision.EdgeAgent.Inputs;

/// <summary>One sensor or switch on a GPIO line.</summary>
internal sealed record InputOptions
{
    /// <summary>Unique; what cameras and rules wait for.</summary>
    [RegularExpression(TopicName.Pattern)]
    public required string Name { get; init; }

    /// <summary>pir is a motion sensor such as the HC-SR501, button a push button, line anything else with two levels. Default line.</summary>
    public InputKind Kind { get; init; } = InputKind.Line;

    /// <summary>character-device listens to a real line, simulated is always active. Default character-device.</summary>
    public InputDriver Driver { get; init; } = InputDriver.CharacterDevice;

    /// <summary>The chip's label (pinctrl-rp1), name (gpiochip0) or path. Default: the chip that has the named line.</summary>
    [MinLength(1)]
    public string? Chip { get; init; }

    /// <summary>The line's name (GPIO27) or its offset in the chip (27). A simulated input needs none.</summary>
    [MinLength(1)]
    public string? Line { get; init; }

    /// <summary>Whether active means 0 V, as with a switch to ground. Default false.</summary>
    public bool ActiveLow { get; init; }

    /// <summary>The chip's own resistor: pull-up (for a switch to ground), pull-down (for a switch to the supply), disabled, or as-is. Default as-is.</summary>
    public GpioBias Bias { get; init; } = GpioBias.AsIs;

    /// <summary>Changes that last no longer than this are swallowed by the kernel; 0 s lets every one through. Default 20 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>How long it goes on counting as active after its line has become inactive. Default 0 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan HoldFor { get; init; }

    /// <summary>Its line, as it is named here.</summary>
    internal LineName LineName => new(Chip, Line);
}
