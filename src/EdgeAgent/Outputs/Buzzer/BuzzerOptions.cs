using System.ComponentModel.DataAnnotations;

namespace EdgeVision.EdgeAgent.Outputs.Buzzer;

/// <summary>A passive buzzer on a PWM channel that beeps three times when a rule begins to hold. An active one, which sounds by itself, is an output.</summary>
internal sealed record BuzzerOptions
{
    /// <summary>The name of the rule to follow.</summary>
    [MinLength(1)]
    public required string Rule { get; init; }

    /// <summary>The PWM chip: n of /sys/class/pwm/pwmchipn. Default 0.</summary>
    [Range(0, 255)]
    public int Chip { get; init; }

    /// <summary>Its channel. Default 0.</summary>
    [Range(0, 255)]
    public int Channel { get; init; }

    /// <summary>The tone in hertz. Default 2000.</summary>
    [Range(20, 20000)]
    public int Frequency { get; init; } = 2000;
}
