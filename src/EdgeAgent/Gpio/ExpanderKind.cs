namespace EdgeVision.EdgeAgent.Gpio;

/// <summary>A chip that has GPIO lines and listens on an I²C bus.</summary>
internal enum ExpanderKind
{
    /// <summary>NXP and TI PCF8574 and PCF8574A, 8 lines.</summary>
    Pcf8574,

    /// <summary>NXP and TI PCF8575, 16 lines.</summary>
    Pcf8575,

    /// <summary>Microchip MCP23008, 8 lines.</summary>
    Mcp23008,

    /// <summary>Microchip MCP23017, 16 lines.</summary>
    Mcp23017,
}
