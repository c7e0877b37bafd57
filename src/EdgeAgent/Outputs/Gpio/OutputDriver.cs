using System.Text.Json.Serialization;

namespace EdgeVision.EdgeAgent.Outputs.Gpio;

/// <summary>What an output drives.</summary>
internal enum OutputDriver
{
    /// <summary>A line of the kernel's GPIO character device.</summary>
    [JsonStringEnumMemberName("character-device")]
    CharacterDevice,

    /// <summary>A line of a PCF8574 or PCF8574A on an I²C bus.</summary>
    Pcf8574,

    /// <summary>A line of a PCF8575 on an I²C bus.</summary>
    Pcf8575,

    /// <summary>A line of an MCP23008 on an I²C bus.</summary>
    Mcp23008,

    /// <summary>A line of an MCP23017 on an I²C bus.</summary>
    Mcp23017,

    /// <summary>Nothing; levels are logged and remembered.</summary>
    Simulated,
}
