using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>The resistor inside the chip that gives a line nobody drives a level. A chip that has none ignores it.</summary>
internal enum GpioBias
{
    /// <summary>Left as the board's start has set it.</summary>
    [JsonStringEnumMemberName("as-is")]
    AsIs,

    /// <summary>Towards the supply: for a switch to ground.</summary>
    [JsonStringEnumMemberName("pull-up")]
    PullUp,

    /// <summary>Towards ground: for a switch to the supply.</summary>
    [JsonStringEnumMemberName("pull-down")]
    PullDown,

    /// <summary>None: for a sensor that drives both levels, or a resistor outside.</summary>
    Disabled,
}
